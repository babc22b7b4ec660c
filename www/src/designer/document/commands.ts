/**
 * All changes that can be made to a flow: the one list of commands, for the canvas, the forms and the outline alike.
 *
 * Each is a pure function `(flow, …) => Edit | null`; see `edit.ts`. Only the editor applies what they answer.
 */
export { add, duplicate, remove, type Adding } from "./nodes.js";
export { connect, disconnect, reconnect, type Connection } from "./edges.js";
export { addCase, removeCase } from "./cases.js";
export { addBefore, moveBefore, moveInto, pasteInto, takeOut, type Slot } from "./chain.js";
export { rename, replace, setField, setLabel, setTests } from "./settings.js";
export { align, arrange, distribute, moveBy, moveTo, type Box, type Edge as AlignEdge, type Places } from "./arrange.js";
export { addNote, colorNote, editNote, noteColors, resizeNote, type NoteColor } from "./notes.js";
export { fragmentOf, paste, readFragment, writeFragment, type Fragment } from "./clipboard.js";
