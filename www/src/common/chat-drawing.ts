/** The drawing of a chat, by itself: the chat's button shows it before anything else is loaded. */
export const chatDrawing = ["M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z"] as const;
