/** Commands on the notes of a flow: texts on the canvas that the engine takes no notice of. */
import type { Edit, Told } from "./edit.js";
import { type Flow, freeId, idsOf, nothing, type Note, noteOf, notesOf, type Point } from "./flow.js";
import { freePlace } from "./places.js";

/** The colours that a note can have; any other is drawn as the first. */
export const noteColors = ["yellow", "green", "blue", "pink", "grey"] as const;
export type NoteColor = (typeof noteColors)[number];

/** Adds an empty note, at a point or where there is room near it. */
export function addNote(flow: Flow, at: Point, text = ""): Edit {
  const note: Note = { id: freeId(idsOf(notesOf(flow)), "note"), text, position: freePlace(flow, at), width: 220, height: 120 };
  return { flow: { ...flow, notes: [...notesOf(flow), note] }, selection: { ...nothing, notes: [note.id] }, told: { key: "noteAdded", values: [] } };
}

/** Changes what a note says. */
export function editNote(flow: Flow, id: string, text: string): Edit | null {
  if (noteOf(flow, id)?.text === text) return null;
  return changed(flow, id, { text }, { key: "noteEdited", values: [] }, `note ${id}`);
}

/** Gives a note another colour. */
export function colorNote(flow: Flow, id: string, color: NoteColor): Edit | null {
  if (noteOf(flow, id)?.color === color) return null;
  return changed(flow, id, { color }, { key: "noteColored", values: [] });
}

/** Makes a note larger or smaller, which may move its corner. */
export function resizeNote(flow: Flow, id: string, { x, y, width, height }: Point & { width: number; height: number }): Edit | null {
  const size = { position: { x: Math.round(x), y: Math.round(y) }, width: Math.round(width), height: Math.round(height) };
  return changed(flow, id, size, { key: "noteResized", values: [] });
}

function changed(flow: Flow, id: string, change: Partial<Note>, told: Told, joins?: string): Edit | null {
  if (noteOf(flow, id) === undefined) return null;
  const notes = notesOf(flow).map((note) => (note.id === id ? { ...note, ...change } : note));
  return { flow: { ...flow, notes }, told, ...(joins !== undefined && { joins }) };
}
