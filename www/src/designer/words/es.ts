/** The words of `<handover-designer>` in Spanish. */
import type { Language } from "../../common/language.js";
import type { DesignerLabels } from "../labels.js";
import { words as play } from "../play/words/es.js";

export const words = (language: Language): DesignerLabels => {
  const { number, plural, list } = language;
  const nodes = (count: number) => plural(count, { one: "# nodo", other: "# nodos" });
  const connections = (count: number) => plural(count, { one: "# conexión", other: "# conexiones" });
  const notes = (count: number) => plural(count, { one: "# nota", other: "# notas" });
  const parts = (count: number) => plural(count, { one: "# elemento", other: "# elementos" });
  const things = (counts: [number, number, number]) =>
    list([nodes, connections, notes].flatMap((words, index) => (counts[index] ? [words(counts[index])] : [])));
  return {
    canvas: "Flujo",
    overview: "Vista general del flujo",
    zoomIn: "Acercar",
    zoomOut: "Alejar",
    fit: "Mostrar todo el flujo",
    nodeHint: "Pulse Intro para ver los ajustes.",
    findings: "Hallazgos",
    noFindings: "No hay nada que corregir en este flujo.",
    error: "Error",
    warning: "Aviso",
    settings: "Ajustes",
    close: "Cerrar",
    noSettings: "Este nodo no tiene ajustes.",
    on: "Sí",
    off: "No",
    notSet: "Sin definir",
    byDefault: "predeterminado",
    cases: "Casos",
    otherwise: "En otro caso",
    unknownKind: "Tipo de nodo desconocido",
    handles: { next: "siguiente", then: "entonces", else: "si no", failed: "ha fallado", default: "en otro caso", first: "la primera vez", afterwards: "después" },
    waitingFor: { message: "Espera al visitante", handover: "Espera a un agente", availability: "Espera al escritorio" },
    talking: (agent) => `Habla con ${agent ?? "un agente"}`,
    position: (position) => `número ${number(position)}`,
    until: (time) => `hasta las ${time}`,
    conversations: (count) => plural(count, { one: "# conversación", other: "# conversaciones" }),
    nodes,
    findingCount: (count) => plural(count, { one: "# hallazgo", other: "# hallazgos" }),
    loading: "Cargando…",
    flowName: "Nombre del flujo",
    undo: "Deshacer",
    redo: "Rehacer",
    views: "Vista",
    viewNames: { canvas: "Lienzo", outline: "Esquema" },
    readonly: "Solo lectura",
    line: (source, handle, target) => `${source}, ${handle}, a ${target}`,
    undone: (what) => `Deshecho: ${what}`,
    redone: (what) => `Rehecho: ${what}`,
    play: play(language),
    told: {
      added: (name) => `Se ha añadido ${name}.`,
      addedAfter: (name, source) => `Se ha añadido ${name} después de ${source}.`,
      removedNode: (name, edges) => `Se ha eliminado ${list([`${name}`, ...(edges === 0 ? [] : [connections(edges)])])}.`,
      removed: (...counts) => `Eliminado: ${things(counts)}.`,
      removedButStart: (...counts) => `Eliminado: ${things(counts)}. El inicio se queda: un flujo lo necesita.`,
      startStays: (name) => `${name} se queda: un flujo necesita su inicio.`,
      duplicated: (nodes, notes) => `Duplicado: ${things([nodes, 0, notes])}.`,
      pasted: (nodes, notes) => `Pegado: ${things([nodes, 0, notes])}.`,
      connected: (source, handle, target) => `${source}, ${handle}, conectado con ${target}.`,
      connectedInstead: (source, handle, target) => `${source}, ${handle}, lleva ahora a ${target}.`,
      disconnected: (source, target) => `${source} ya no está conectado con ${target}.`,
      moved: (count) => `Movido: ${parts(count)}.`,
      aligned: (count) => `Alineado: ${parts(count)}.`,
      distributed: (count) => `Distribuido por igual: ${parts(count)}.`,
      arranged: (count) => `Ordenado: ${nodes(count)}.`,
      fieldSet: (field, name) => `Se ha cambiado ${field} de ${name}.`,
      fieldReset: (field, name) => `${field} de ${name} vuelve al valor predeterminado.`,
      renamedNode: (name) => `El nodo se llama ${name}.`,
      renamedFlow: (name) => `El flujo se llama ${name}.`,
      noteAdded: () => "Nota añadida.",
      noteEdited: () => "Nota modificada.",
      noteColored: () => "Color de la nota cambiado.",
      testSaved: (name: string) => `Prueba ${name} guardada.`,
      testUpdated: (name: string) => `Prueba ${name} actualizada.`,
      testRemoved: (name: string) => `Prueba ${name} eliminada.`,
      noteResized: () => "Tamaño de la nota cambiado.",
    },
  };
};
