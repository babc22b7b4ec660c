/** Round numbers for an axis from 0 on: as few as can be read, and the highest not below the highest value. */

/** Answers the marks for counts. */
export function countMarks(highest: number): number[] {
  return marks(highest, steps([1, 2, 5], 10));
}

/** Answers the marks for times in milliseconds: whole seconds, minutes, hours. */
export function timeMarks(highest: number): number[] {
  const round = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400].map((seconds) => seconds * 1000);
  return marks(highest, [...round, ...steps([2, 5, 10], 10).map((days) => days * 86_400_000)]);
}

const most = 4;

function marks(highest: number, steps: number[]): number[] {
  const step = steps.find((each) => highest / each <= most) ?? Math.max(1, highest / most);
  return Array.from({ length: Math.max(1, Math.ceil(highest / step)) + 1 }, (_, index) => index * step);
}

function steps(firsts: number[], factor: number): number[] {
  return Array.from({ length: 8 }, (_, power) => firsts.map((first) => first * factor ** power)).flat();
}
