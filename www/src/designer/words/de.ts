/** The words of `<handover-designer>` in German. */
import type { Language } from "../../common/language.js";
import type { DesignerLabels } from "../labels.js";
import { words as play } from "../play/words/de.js";

export const words = (language: Language): DesignerLabels => {
  const { number, plural, list } = language;
  const nodes = (count: number) => plural(count, { one: "# Knoten", other: "# Knoten" });
  const connections = (count: number) => plural(count, { one: "# Verbindung", other: "# Verbindungen" });
  const notes = (count: number) => plural(count, { one: "# Notiz", other: "# Notizen" });
  const parts = (count: number) => plural(count, { one: "# Teil", other: "# Teile" });
  const things = (counts: [number, number, number]) =>
    list([nodes, connections, notes].flatMap((words, index) => (counts[index] ? [words(counts[index])] : [])));
  return {
    canvas: "Ablauf",
    overview: "Übersicht über den Ablauf",
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    fit: "Ganzen Ablauf zeigen",
    nodeHint: "Eingabetaste zeigt die Einstellungen.",
    findings: "Befunde",
    noFindings: "An diesem Ablauf ist nichts zu verbessern.",
    error: "Fehler",
    warning: "Warnung",
    settings: "Einstellungen",
    close: "Schließen",
    noSettings: "Dieser Knoten hat keine Einstellungen.",
    on: "Ein",
    off: "Aus",
    notSet: "Nicht gesetzt",
    byDefault: "Standard",
    cases: "Fälle",
    otherwise: "Sonst",
    unknownKind: "Unbekannte Art von Knoten",
    handles: { next: "weiter", then: "dann", else: "sonst", failed: "misslungen", default: "sonst", first: "erstes Mal", afterwards: "danach" },
    waitingFor: { message: "Wartet auf den Besucher", handover: "Wartet auf einen Mitarbeiter", availability: "Wartet auf den Desk" },
    talking: (agent) => `Spricht mit ${agent ?? "einem Mitarbeiter"}`,
    position: (position) => `Nummer ${number(position)}`,
    until: (time) => `bis ${time}`,
    conversations: (count) => plural(count, { one: "# Unterhaltung", other: "# Unterhaltungen" }),
    nodes,
    findingCount: (count) => plural(count, { one: "# Befund", other: "# Befunde" }),
    loading: "Wird geladen …",
    flowName: "Name des Ablaufs",
    undo: "Rückgängig",
    redo: "Wiederholen",
    views: "Ansicht",
    viewNames: { canvas: "Zeichenfläche", outline: "Gliederung" },
    readonly: "Nur ansehen",
    line: (source, handle, target) => `${source}, ${handle}, nach ${target}`,
    undone: (what) => `Rückgängig gemacht: ${what}`,
    redone: (what) => `Wiederholt: ${what}`,
    play: play(language),
    told: {
      added: (name) => `${name} hinzugefügt.`,
      addedAfter: (name, source) => `${name} nach ${source} hinzugefügt.`,
      removedNode: (name, edges) => `${list([`${name}`, ...(edges === 0 ? [] : [connections(edges)])])} gelöscht.`,
      removed: (...counts) => `${things(counts)} gelöscht.`,
      removedButStart: (...counts) => `${things(counts)} gelöscht. Der Start bleibt: Ein Ablauf braucht ihn.`,
      startStays: (name) => `${name} bleibt: Ein Ablauf braucht seinen Start.`,
      duplicated: (nodes, notes) => `${things([nodes, 0, notes])} verdoppelt.`,
      pasted: (nodes, notes) => `${things([nodes, 0, notes])} eingefügt.`,
      connected: (source, handle, target) => `${source}, ${handle}, mit ${target} verbunden.`,
      connectedInstead: (source, handle, target) => `${source}, ${handle}, führt jetzt zu ${target}.`,
      disconnected: (source, target) => `Verbindung von ${source} zu ${target} getrennt.`,
      moved: (count) => `${parts(count)} verschoben.`,
      aligned: (count) => `${parts(count)} ausgerichtet.`,
      distributed: (count) => `${parts(count)} gleichmäßig verteilt.`,
      arranged: (count) => `${nodes(count)} angeordnet.`,
      fieldSet: (field, name) => `${field} von ${name} geändert.`,
      fieldReset: (field, name) => `${field} von ${name} hat wieder den Standardwert.`,
      renamedNode: (name) => `Der Knoten heißt ${name}.`,
      renamedFlow: (name) => `Der Ablauf heißt ${name}.`,
      noteAdded: () => "Notiz hinzugefügt.",
      noteEdited: () => "Notiz geändert.",
      noteColored: () => "Farbe der Notiz geändert.",
      testSaved: (name: string) => `Test ${name} gespeichert.`,
      testUpdated: (name: string) => `Test ${name} aktualisiert.`,
      testRemoved: (name: string) => `Test ${name} gelöscht.`,
      noteResized: () => "Größe der Notiz geändert.",
    },
  };
};
