/** The line drawings that the elements use, as paths on a square of 24 units. */
import { talkIcons } from "./talk-icons.js";

export const icons = {
  ...talkIcons,
  bell: ["M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15z", "M10 21h4"],
  bellOff: ["M8 6.5A6 6 0 0 1 18 11v5l1.5 2H7", "M6 11v5l-1.5 2", "M10 21h4", "M4 4l16 16"],
  bolt: ["M13 3 5 13.5h6L10 21l8-10.5h-6z"],
  branch: ["M6 4v6a4 4 0 0 0 4 4h8", "M6 10v10", "M15 11l3 3-3 3"],
  chart: ["M5 20V11", "M10 20V5", "M15 20v-6", "M20 20V9"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 7.5V12l3 2"],
  desk: ["M5 13v-1a7 7 0 0 1 14 0v1", "M5 13h2.5v5H6a1 1 0 0 1-1-1z", "M19 13h-2.5v5H18a1 1 0 0 0 1-1z", "M18 18c0 2-2 2.5-4 2.5"],
  fit: ["M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9", "M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9", "M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15", "M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15"],
  flag: ["M6 21V4", "M6 5h11l-2.5 4 2.5 4H6"],
  inbox: ["M4 13l2.5-8h11L20 13v5.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5z", "M4 13h5a3 3 0 0 0 6 0h5"],
  info: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 11v5", "M12 8v.01"],
  jump: ["M5 18c0-6 4-9 10-9h4", "M15 5l4 4-4 4"],
  lock: ["M6.5 11h11v8.5h-11z", "M9 11V8a3 3 0 0 1 6 0v3"],
  minus: ["M6 12h12"],
  pause: ["M8.5 6v12", "M15.5 6v12"],
  pencil: ["M5 19l1-4L16.5 4.5l3 3L9 18z"],
  play: ["M8 5.500v13l10.500-6.500z"],
  plus: ["M12 6v12", "M6 12h12"],
  question: ["M9 9.200a3 3 0 1 1 4.200 2.700c-.8.400-1.200 1-1.200 2.100", "M12 17.500v.01", "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z"],
  redo: ["M20 9H9a5 5 0 0 0 0 10h6", "M16 5l4 4-4 4"],
  restart: ["M19.5 12a7.5 7.5 0 1 1-2.4-5.5", "M17.5 3v4h-4"],
  returnArrow: ["M9 7l-5 5 5 5", "M4 12h10a6 6 0 0 1 6 6"],
  search: ["M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12z", "M15.500 15.500 20 20"],
  skip: ["M6 6.5v11l8-5.5z", "M17.5 6.5v11"],
  sliders: ["M5 7h9", "M18 7h1", "M16 5v4", "M5 12h2", "M11 12h8", "M9 10v4", "M5 17h8", "M17 17h2", "M15 15v4"],
  stepBack: ["M15 6l-6 6 6 6"],
  stepOn: ["M9 6l6 6-6 6"],
  stop: ["M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z", "M9 9h6v6H9z"],
  toEnd: ["M7 6l6 6-6 6", "M17 6v12"],
  toStart: ["M17 6l-6 6 6 6", "M7 6v12"],
  trash: ["M5 7h14", "M9 7V4.500h6V7", "M7 7l1 12.500h8L17 7"],
  undo: ["M4 9h11a5 5 0 0 1 0 10H9", "M8 5L4 9l4 4"],
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof icons;
