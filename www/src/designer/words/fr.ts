/** The words of `<handover-designer>` in French. */
import type { Language } from "../../common/language.js";
import type { DesignerLabels } from "../labels.js";
import { words as play } from "../play/words/fr.js";

export const words = (language: Language): DesignerLabels => {
  const { number, plural, list } = language;
  const nodes = (count: number) => plural(count, { one: "# nœud", other: "# nœuds" });
  const connections = (count: number) => plural(count, { one: "# lien", other: "# liens" });
  const notes = (count: number) => plural(count, { one: "# note", other: "# notes" });
  const parts = (count: number) => plural(count, { one: "# élément", other: "# éléments" });
  const things = (counts: [number, number, number]) =>
    list([nodes, connections, notes].flatMap((words, index) => (counts[index] ? [words(counts[index])] : [])));
  return {
    canvas: "Flux",
    overview: "Vue d’ensemble du flux",
    zoomIn: "Agrandir",
    zoomOut: "Réduire",
    fit: "Afficher tout le flux",
    nodeHint: "Appuyez sur Entrée pour voir les réglages.",
    findings: "Constats",
    noFindings: "Rien à corriger dans ce flux.",
    error: "Erreur",
    warning: "Avertissement",
    settings: "Réglages",
    close: "Fermer",
    noSettings: "Ce nœud n’a pas de réglages.",
    on: "Activé",
    off: "Désactivé",
    notSet: "Non défini",
    byDefault: "par défaut",
    cases: "Cas",
    otherwise: "Sinon",
    unknownKind: "Type de nœud inconnu",
    handles: { next: "suite", then: "alors", else: "sinon", failed: "échec", default: "sinon", first: "la première fois", afterwards: "ensuite" },
    waitingFor: { message: "Attend le visiteur", handover: "Attend un conseiller", availability: "Attend le bureau" },
    talking: (agent) => `Parle avec ${agent ?? "un conseiller"}`,
    position: (position) => `numéro ${number(position)}`,
    until: (time) => `jusqu’à ${time}`,
    conversations: (count) => plural(count, { one: "# conversation", other: "# conversations" }),
    nodes,
    findingCount: (count) => plural(count, { one: "# constat", other: "# constats" }),
    loading: "Chargement…",
    flowName: "Nom du flux",
    undo: "Annuler",
    redo: "Rétablir",
    views: "Affichage",
    viewNames: { canvas: "Canevas", outline: "Plan" },
    readonly: "Lecture seule",
    line: (source, handle, target) => `${source}, ${handle}, vers ${target}`,
    undone: (what) => `Annulé : ${what}`,
    redone: (what) => `Rétabli : ${what}`,
    play: play(language),
    told: {
      added: (name) => `${name} ajouté.`,
      addedAfter: (name, source) => `${name} ajouté après ${source}.`,
      removedNode: (name, edges) => `Supprimé : ${list([`${name}`, ...(edges === 0 ? [] : [connections(edges)])])}.`,
      removed: (...counts) => `Supprimé : ${things(counts)}.`,
      removedButStart: (...counts) => `Supprimé : ${things(counts)}. Le départ reste : un flux en a besoin.`,
      startStays: (name) => `${name} reste : un flux a besoin de son départ.`,
      duplicated: (nodes, notes) => `Dupliqué : ${things([nodes, 0, notes])}.`,
      pasted: (nodes, notes) => `Collé : ${things([nodes, 0, notes])}.`,
      connected: (source, handle, target) => `${source}, ${handle}, relié à ${target}.`,
      connectedInstead: (source, handle, target) => `${source}, ${handle}, mène maintenant à ${target}.`,
      disconnected: (source, target) => `${source} n’est plus relié à ${target}.`,
      moved: (count) => `Déplacé : ${parts(count)}.`,
      aligned: (count) => `Aligné : ${parts(count)}.`,
      distributed: (count) => `Réparti également : ${parts(count)}.`,
      arranged: (count) => `Disposé : ${nodes(count)}.`,
      fieldSet: (field, name) => `${field} de ${name} modifié.`,
      fieldReset: (field, name) => `${field} de ${name} a repris sa valeur par défaut.`,
      renamedNode: (name) => `Le nœud s’appelle ${name}.`,
      renamedFlow: (name) => `Le flux s’appelle ${name}.`,
      noteAdded: () => "Note ajoutée.",
      noteEdited: () => "Note modifiée.",
      noteColored: () => "Couleur de la note modifiée.",
      testSaved: (name: string) => `Test ${name} enregistré.`,
      testUpdated: (name: string) => `Test ${name} mis à jour.`,
      testRemoved: (name: string) => `Test ${name} supprimé.`,
      noteResized: () => "Taille de la note modifiée.",
    },
  };
};
