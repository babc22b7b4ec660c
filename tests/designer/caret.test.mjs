/** Where the caret goes in a field that is written anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { modules } from "./modules.mjs";

const { endOfChange } = await modules("shell/caret.ts");

test("the caret goes behind what differs", () => {
  const ends = [["ABCDHello", "ABHello"], ["ABHello", "ABCDHello"], ["Hello", "Hallo"], ["aa", "aaa"], ["aaa", "aa"], ["", "Hello"], ["Hello", ""]].map(([before, after]) => endOfChange(before, after));
  assert.deepEqual(ends, [2, 4, 2, 3, 2, 5, 0]);
});
