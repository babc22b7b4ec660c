/**
 * What stands where in the designer: a view in the middle, a panel at the side, a drawer below, entries in the menu.
 *
 * A part of the designer is a component of its own that takes all it needs from the context; here it gets its place.
 * A name without a component is not offered.
 */
import type { Component } from "svelte";
import CanvasView from "../canvas/CanvasView.svelte";
import PlayDrawer from "../play/PlayDrawer.svelte";
import ProofPanel from "../play/ProofPanel.svelte";
import TestsPanel from "../play/TestsPanel.svelte";
import FindingsPanel from "../findings/FindingsPanel.svelte";
import NodePanel from "../form/NodePanel.svelte";
import OutlineView from "../outline/OutlineView.svelte";
import VersionsPanel from "../store/VersionsPanel.svelte";
import type { DrawerName, PanelName, ViewName } from "../workbench.svelte.js";

export const views: Partial<Record<ViewName, Component>> = { canvas: CanvasView, outline: OutlineView };

export const panels: Partial<Record<PanelName, Component>> = { node: NodePanel, findings: FindingsPanel, tests: TestsPanel, proof: ProofPanel, versions: VersionsPanel };

export const drawers: Partial<Record<DrawerName, Component>> = { play: PlayDrawer };
