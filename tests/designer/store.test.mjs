/** Flows in the browser's storage: saved means saved, versions come and go, and two tabs never overwrite each other. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { flow, kinds, modules } from "./modules.mjs";

const { Editor, Keeping, Language, Library, rename, setField, words } = await modules(
  "editor.svelte.ts", "store/keeping.svelte.ts", "store/library.ts", "document/commands.ts", "labels.ts", "../common/language.ts",
);

let count = 0;
const fresh = () => `flows-${(count += 1)}`;
const language = Language.english;
const editor = () => {
  const made = new Editor({ words: { labels: words(language), language }, check: () => [] });
  made.kinds = kinds;
  return made;
};
const names = { mine: () => "Mine", theirs: () => "Theirs" };

/** A tab with a designer in it. */
async function tab(t, name, first = flow(), wanted = null) {
  const own = editor();
  const keeping = new Keeping(own, name, names, () => {});
  own.load(first);
  await keeping.begin(wanted);
  t.after(() => keeping.close());
  return { editor: own, keeping, edit: (name) => own.run(rename(own.flow, name)) };
}

/** Resolves when it is so. */
async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("the first flow is kept, and found again", async (t) => {
  const name = fresh();
  const one = await tab(t, name);
  assert.equal(one.keeping.saving.state, "saved");
  const other = await tab(t, name, null);
  assert.deepEqual(other.editor.flow, flow());
  assert.deepEqual(other.keeping.flows.map(({ flow }) => flow.name), ["Small"]);
});

test("saved is said only while the storage holds what the editor holds", async (t) => {
  const { editor, keeping, edit } = await tab(t, fresh());
  edit("Other");
  assert.equal(keeping.saving.state, "saving");
  const write = Library.prototype.write;
  Library.prototype.write = function (...given) {
    Library.prototype.write = write;
    edit("Another");
    return this.write(...given);
  };
  await keeping.saving.flush();
  assert.equal(keeping.saving.state, "saving", "what was typed meanwhile is not saved yet");
  await keeping.saving.flush();
  assert.equal(keeping.saving.state, "saved");
  editor.undo();
  assert.equal(keeping.saving.state, "saving");
});

test("what cannot be saved is said with the reason, and saved when it can", async (t) => {
  const { keeping, edit } = await tab(t, fresh());
  const write = Library.prototype.write;
  Library.prototype.write = async () => {
    throw new Error("no room");
  };
  t.after(() => (Library.prototype.write = write));
  edit("Other");
  await keeping.saving.flush();
  assert.equal(keeping.saving.state, "failed");
  assert.equal(keeping.saving.problem.message, "no room");
  Library.prototype.write = write;
  await keeping.saving.flush();
  assert.equal(keeping.saving.state, "saved");
  assert.equal(keeping.saving.problem, null);
});

test("a tab with nothing unsaved follows the other", async (t) => {
  const name = fresh();
  const [one, other] = [await tab(t, name), await tab(t, name)];
  one.editor.select({ nodes: ["hello"] });
  one.edit("From one");
  await one.keeping.saving.flush();
  await until(() => other.editor.flow.name === "From one");
  assert.equal(other.keeping.saving.state, "saved");
  other.edit("From the other");
  await other.keeping.saving.flush();
  await until(() => one.editor.flow.name === "From the other");
  assert.deepEqual(one.editor.selection.nodes, ["hello"], "what was selected still is");
});

for (const [choice, kept, version] of [["keepMine", "Mine here", "Theirs"], ["takeTheirs", "Theirs here", "Mine"]]) {
  test(`two tabs that differ are told, and ${choice} loses nothing`, async (t) => {
    const name = fresh();
    const [one, other] = [await tab(t, name), await tab(t, name)];
    one.edit("Mine here");
    other.edit("Theirs here");
    await other.keeping.saving.flush();
    await one.keeping.saving.flush();
    assert.equal(one.keeping.saving.state, "divided");
    assert.equal(one.editor.flow.name, "Mine here");
    await one.keeping[choice]();
    assert.equal(one.keeping.saving.state, "saved");
    assert.equal(one.editor.flow.name, kept);
    await until(() => other.editor.flow.name === kept);
    await until(() => other.keeping.versions.length === 1);
    assert.deepEqual(one.keeping.versions, other.keeping.versions);
    const [left] = one.keeping.versions;
    assert.deepEqual([left.name, left.flow.name], [version, kept === "Mine here" ? "Theirs here" : "Mine here"]);
  });
}

/** Two tabs with a flow that has a version, and one that was taken out in the second. */
async function parted(t) {
  const name = fresh();
  const [one, other] = [await tab(t, name), await tab(t, name)];
  await one.keeping.addVersion("Milestone");
  await until(() => other.keeping.versions.length === 1);
  const removed = await other.keeping.remove(other.keeping.open);
  await until(() => one.keeping.saving.gone);
  assert.equal(one.keeping.saving.state, "divided");
  return { name, one, other, removed };
}

test("a flow that another tab has removed can be kept, with its versions", async (t) => {
  const { name, one } = await parted(t);
  await one.keeping.keepMine();
  assert.equal(one.keeping.saving.state, "saved");
  assert.deepEqual(one.keeping.versions.map(({ name }) => name), ["Milestone"]);
  const third = await tab(t, name, null);
  assert.equal(third.editor.flow.name, "Small");
  assert.deepEqual(third.keeping.versions.map(({ name }) => name), ["Milestone"]);
});

test("a flow that is put back overwrites nothing of one that was kept meanwhile", async (t) => {
  const { one, other, removed } = await parted(t);
  await one.keeping.keepMine();
  one.edit("Kept on");
  await one.keeping.saving.flush();
  await other.keeping.restore(removed);
  await until(() => one.keeping.flows.length === 2);
  assert.deepEqual([one.editor.flow.name, one.keeping.saving.state], ["Kept on", "saved"]);
  assert.deepEqual(one.keeping.versions.map(({ name }) => name), ["Milestone"]);
  assert.deepEqual(other.keeping.flows.map(({ flow }) => flow.name).sort(), ["Kept on", "Small"]);
  await other.keeping.show(other.keeping.flows.find(({ flow }) => flow.name === "Small").id);
  assert.deepEqual(other.keeping.versions.map(({ name }) => name), ["Milestone"]);
});

for (const changed of [false, true]) {
  test(`a flow that was removed and put back is told of no more${changed ? ", and what was changed meanwhile is saved" : ""}`, async (t) => {
    const { one, other, removed } = await parted(t);
    if (changed) one.edit("Changed");
    await other.keeping.restore(removed);
    await until(() => one.keeping.saving.state === "saved");
    assert.equal(one.keeping.saving.gone, false);
    await until(() => other.keeping.flows[0]?.flow.name === (changed ? "Changed" : "Small"));
    assert.equal(one.keeping.versions.length, 1);
  });
}

test("a flow that was removed, put back and changed is shown as it is", async (t) => {
  const { one, other, removed } = await parted(t);
  // Of both only the last is heard.
  await Promise.all([other.keeping.restore(removed), other.keeping.rename(removed.flow.id, "Other")]);
  await until(() => one.editor.flow.name === "Other");
  assert.equal(one.keeping.saving.state, "saved");
});

test("what another tab has saved is a step that can be undone, after those that were done here", async (t) => {
  const name = fresh();
  const [one, other] = [await tab(t, name), await tab(t, name)];
  one.editor.run(setField(one.editor.flow, "hello", "text", ["Hi"], "Text"));
  await one.keeping.saving.flush();
  await until(() => other.editor.flow.nodes[1].data.text[0] === "Hi");
  other.edit("From the other");
  await other.keeping.saving.flush();
  await until(() => one.editor.flow.name === "From the other");
  assert.equal(one.editor.announcement, "Took over what was changed in another tab.");
  assert.deepEqual([one.editor.undo(), one.editor.flow.name, one.editor.flow.nodes[1].data.text[0]], [true, "Small", "Hi"]);
  assert.deepEqual([one.editor.undo(), one.editor.flow.nodes[1].data.text[0]], [true, "Hello!"]);
});

test("a tab that only shows a flow follows the other as well", async (t) => {
  const name = fresh();
  const [one, other] = [await tab(t, name), await tab(t, name)];
  one.editor.readonly = true;
  other.edit("From the other");
  await other.keeping.saving.flush();
  await until(() => one.editor.flow.name === "From the other");
});

test("flows are added, opened, renamed, removed and put back with their versions", async (t) => {
  const { editor, keeping } = await tab(t, fresh());
  const first = keeping.open;
  await keeping.addVersion("As it began");
  await keeping.add({ flow: { ...flow(), name: "Second" }, tests: "# greets\n", source: null });
  assert.deepEqual([editor.flow.name, editor.tests, keeping.versions.length], ["Second", "# greets\n", 0]);
  await keeping.rename(first, "First");
  assert.deepEqual(keeping.flows.map(({ flow }) => flow.name).sort(), ["First", "Second"]);
  await keeping.show(first);
  assert.equal(editor.flow.name, "First");
  const removed = await keeping.remove(first);
  assert.equal(editor.flow.name, "Second", "another one is open");
  assert.deepEqual(keeping.flows.map(({ flow }) => flow.name), ["Second"]);
  await keeping.restore(removed);
  await keeping.show(first);
  assert.deepEqual(keeping.versions.map(({ name }) => name), ["As it began"]);
});

test("what is changed while another flow opens is saved", async (t) => {
  const { keeping, edit } = await tab(t, fresh());
  const { open } = keeping;
  edit("Other");
  const write = Library.prototype.write;
  Library.prototype.write = async function (...given) {
    Library.prototype.write = write;
    const written = await this.write(...given);
    edit("Another");
    return written;
  };
  await keeping.add({ flow: { ...flow(), name: "Second" }, tests: "", source: null });
  assert.equal(keeping.flows.find(({ id }) => id === open).flow.name, "Another");
});

test("a version is kept, renamed, deleted and put back", async (t) => {
  const { keeping, edit } = await tab(t, fresh());
  const version = await keeping.addVersion("Good");
  edit("Other");
  assert.equal(keeping.versions[0].flow.name, "Small");
  await keeping.putVersion({ ...version, name: "Better" });
  assert.deepEqual(keeping.versions.map(({ name }) => name), ["Better"]);
  await keeping.removeVersion(version);
  assert.deepEqual(keeping.versions, []);
  await keeping.putVersion(version);
  assert.deepEqual(keeping.versions.map(({ name }) => name), ["Good"]);
});

test("without a storage the flow is there, and the reason", async (t) => {
  const open = indexedDB.open;
  indexedDB.open = () => {
    throw new Error("forbidden");
  };
  t.after(() => (indexedDB.open = open));
  const { editor, keeping } = await tab(t, fresh());
  assert.equal(editor.flow.name, "Small");
  assert.equal(keeping.problem.message, "forbidden");
});
