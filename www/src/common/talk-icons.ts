/** The line drawings of a conversation, as paths on a square of 24 units, by themselves: a chat is to load no others. */
import { chatDrawing } from "./chat-drawing.js";

export const talkIcons = {
  arrowDown: ["M12 5v14", "M6 13l6 6 6-6"],
  bot: ["M5 9.5A2.5 2.5 0 0 1 7.5 7h9A2.5 2.5 0 0 1 19 9.5v6a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 15.5z", "M12 7V4", "M9.5 12v1", "M14.5 12v1"],
  camera: ["M4 8.5A1.5 1.5 0 0 1 5.5 7H8l1.5-2.5h5L16 7h2.5A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5z", "M12 9.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z"],
  chat: chatDrawing,
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  clip: ["M19 11.5 12.2 18.3a4.2 4.2 0 0 1-6-6l7-7a2.9 2.9 0 0 1 4.1 4.1l-6.9 6.9a1.5 1.5 0 0 1-2.2-2.2l6.2-6.2"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  download: ["M12 4v11", "M7 10.5l5 5 5-5", "M5 20h14"],
  file: ["M7 3.5h7l4 4V19a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19V5a1.5 1.5 0 0 1 1-1.5z", "M14 3.5V8h4"],
  leave: ["M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14", "M10 12h10", "M16.5 8.5 20 12l-3.5 3.5"],
  more: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
  offline: ["M4 4l16 16", "M8.5 15.5a5 5 0 0 1 5-1.2", "M5 12a10 10 0 0 1 4-2.4", "M13 9.1A10 10 0 0 1 19 12", "M12 19v.01"],
  person: ["M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "M5 20c.8-3.6 3.600-5 7-5s6.200 1.400 7 5"],
  repeat: ["M5 11V9.500A2.500 2.500 0 0 1 7.500 7H18", "M15 4l3 3-3 3", "M19 13v1.500a2.500 2.500 0 0 1-2.500 2.500H6", "M9 20l-3-3 3-3"],
  send: ["M5 12l-1.500-7.500L21 12 3.500 19.500z", "M5 12h8"],
  sound: ["M4.5 9.5v5H8l4.5 4v-13L8 9.5z", "M16 9a4.2 4.2 0 0 1 0 6", "M18.5 6.5a7.8 7.8 0 0 1 0 11"],
  star: ["M12 4l2.45 5 5.55.8-4 3.9.95 5.5L12 16.6l-4.95 2.6.95-5.5-4-3.9 5.55-.8z"],
  warning: ["M12 4.500 20.500 19h-17z", "M12 10v4", "M12 16.500v.01"],
} as const;

/** The name of such a drawing. */
export type TalkIconName = keyof typeof talkIcons;
