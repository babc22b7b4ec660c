/** What a dragged kind of node is marked with, so that the canvas takes it and no other page does. */
export const dragType = "application/x-handover-node-kind";
