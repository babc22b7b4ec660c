/**
 * `handover/play`: see `play.d.ts` for what it offers.
 *
 * It shares the one engine of the other entry points and loads none of its own.
 */
export { availabilityAnswer } from "./availability.js";
export { CONVERSATION, parseDuration, parseStep, printStep } from "./line.js";
export { Play } from "./play.js";
export { START } from "./player.js";
export { printDuration, printOutput } from "./print.js";
export { prove, proving } from "./prove/index.js";
export { dropTest, parseTests, putTest, runTest, runTests, updateTests } from "./script.js";
