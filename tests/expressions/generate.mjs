// Random expressions over the scope in scope.json, the same for the same seed.
//
// They are well typed for the most part: what they ask is seldom whether something is an error. They keep away from
// what the language leaves out or defines by itself: halves of surrogate pairs, functions as values, the last digits
// of transcendental functions, and arrays changed in place.

export function generate(count, seed = 20240229) {
  const random = randomFrom(seed);
  const found = new Set();
  while (found.size < count) found.add(new Generator(random).expression());
  return [...found];
}

/** Mulberry32's recurrence: a small generator with 32 bits of state. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const NUMBERS = ["0", "1", "-1", "2", "3.5", "10", "0.1", "255", "1e21", "1e-7", "-0", "NaN", "Infinity", "1234.5678", "4294967296",
  "9007199254740991", "0xff", "1_000", "-7.25", "99.995", "1e100"];
const TEXTS = ['""', '"a"', '"abc"', '"Hello World"', '"12"', '" 7.5 "', '"0x1f"', '"ÄÖ ü"', '"a,b,,c"', '"x-y-x"', '"1e3"', "'it\\'s'",
  '"true"', '"NaN"', '"Ω€"', '"-3"', '"aXbXc"'];
const NUMBER_PATHS = ["input.data.request.position", "ci.data.request.estimatedWaitTime", "cp.age", "cc.price", "cc.tiny", "context.big",
  "cc.counts[3]", "cc.orders[0].total", "cc.counts.length", "ci.availableAgents"];
const TEXT_PATHS = ["input.text", "ci.intent", "cp.firstname", "profile.address.city", "cc.csv", "cc.orders[2].id", "cc.blank",
  "ci.data.handover.position", "cp.address.lines[0]", "ci.handover.status"];
const ARRAY_PATHS = ["cc.counts", "cc.names", "cp.goals", "cc.none", "cc.orders.map(o => o.id)", "ci.data.handover.skills", "cc.matrix",
  "cc.orders[0].tags"];
const OBJECT_PATHS = ["ci.slots", "cc.empty", "cp.address", "cc.orders[1]", "ci.data.request", "ci.data.handover"];
const ANY_PATHS = ["cc.nothing", "cc.flag", "cp.vip", "ci.missing", "cc.mixed[1]", "cc.mixed", "cc.orders", "ci.data.request.note", "cc.missing?.x.y",
  "ci.data.request.open", "cc.mixed[5]", "cc.matrix[1]"];

class Generator {
  constructor(random) {
    this.random = random;
    this.names = [];
    this.left = 3 + Math.floor(random() * 14);
  }

  expression() {
    return this.pick([() => this.any(), () => this.number(), () => this.text(), () => this.array(), () => this.object(), () => this.truth()])();
  }

  pick(choices) {
    return choices[Math.floor(this.random() * choices.length)];
  }

  /** A leaf when the budget is spent, otherwise one of the branches. */
  grow(leaves, branches) {
    this.left -= 1;
    return this.left <= 0 || this.random() < 0.15 ? this.pick(leaves) : this.pick(branches)();
  }

  within(names, body) {
    this.names.push(...names);
    const text = body();
    this.names.length -= names.length;
    return text;
  }

  any() {
    const names = this.names.length > 0 ? this.names : ANY_PATHS;
    return this.grow([...ANY_PATHS, ...names, "null", "undefined", "true", "false"], [
      () => this.number(), () => this.text(), () => this.array(), () => this.object(), () => this.truth(),
      () => `(${this.truth()} ? ${this.any()} : ${this.any()})`,
      () => `(${this.any()} ?? ${this.any()})`,
      () => `(${this.any()} || ${this.any()})`,
      () => `(${this.any()} && ${this.any()})`,
      () => `${this.array()}[${this.number()}]`,
      () => `${this.object()}[${this.text()}]`,
      () => `${this.any()}?.${this.pick(["a", "id", "length", "city", "zip"])}`,
      () => `${this.array()}.at(${this.small()})`,
      () => `${this.array()}.find(${this.test()})`,
      () => `${this.array()}.findLast(${this.test()})`,
      () => `${this.array()}.reduce(${this.folder()}, ${this.any()})`,
      () => `${this.array()}.reduceRight(${this.folder()}, ${this.text()})`,
      () => `(${this.any()} + ${this.any()})`,
      () => `JSON.parse(JSON.stringify(${this.array()}))`,
      () => `${this.number()} ${this.pick(["+", "-", "*"])} ${this.any()}`,
    ]);
  }

  number() {
    return this.grow([...NUMBERS.map((n) => `(${n})`), ...NUMBER_PATHS], [
      () => `(${this.number()} ${this.pick(["+", "-", "*", "/", "%"])} ${this.number()})`,
      () => `(${this.any()} ${this.pick(["-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>"])} ${this.any()})`,
      () => `(${this.number()} ** ${this.pick(["0", "1", "2", "3"])})`,
      () => `(${this.pick(["-", "+", "~"])}${this.pick([() => this.number(), () => this.text(), () => `(${this.any()})`])()})`,
      () => `Math.${this.pick(["abs", "ceil", "floor", "round", "trunc", "sign", "fround", "clz32", "sqrt"])}(${this.any()})`,
      () => `Math.${this.pick(["max", "min"])}(${this.number()}, ${this.any()})`,
      () => `Math.${this.pick(["max", "min"])}(...${this.array()})`,
      () => `Number(${this.any()})`,
      () => `parseInt(${this.any()}, ${this.pick(["10", "16", "2", "0", "36"])})`,
      () => `parseFloat(${this.any()})`,
      () => `${this.text()}.length`,
      () => `${this.array()}.length`,
      () => `${this.text()}.${this.pick(["indexOf", "lastIndexOf"])}(${this.text()})`,
      () => `${this.text()}.${this.pick(["indexOf", "lastIndexOf"])}(${this.text()}, ${this.small()})`,
      () => `${this.text()}.charCodeAt(${this.small()})`,
      () => `${this.text()}.codePointAt(${this.small()})`,
      () => `${this.array()}.${this.pick(["indexOf", "lastIndexOf"])}(${this.any()})`,
      () => `${this.array()}.${this.pick(["findIndex", "findLastIndex"])}(${this.test()})`,
      () => `Object.keys(${this.object()}).length`,
    ]);
  }

  small() {
    return this.pick(["0", "1", "2", "-1", "-2", "5", "1.7", "NaN", "undefined", '"1"', "Infinity", "-Infinity"]);
  }

  text() {
    return this.grow([...TEXTS, ...TEXT_PATHS], [
      () => `(${this.text()} + ${this.any()})`,
      () => `(${this.any()} + ${this.text()})`,
      () => `\`${this.pick(["", "x ", "ä"])}\${${this.any()}}${this.pick(["", "!", " €"])}\${${this.any()}}\``,
      () => `String(${this.any()})`,
      () => `${this.text()}.${this.pick(["slice", "substring", "substr"])}(${this.small()}, ${this.small()})`,
      () => `${this.text()}.${this.pick(["trim", "trimStart", "trimEnd", "toUpperCase", "toLowerCase", "toString"])}()`,
      () => `${this.text()}.${this.pick(["padStart", "padEnd"])}(${this.pick(["3", "12", "20.5"])}, ${this.text()})`,
      () => `${this.text()}.repeat(${this.pick(["0", "1", "2", "3"])})`,
      () => `${this.text()}.${this.pick(["replace", "replaceAll"])}(${this.text()}, ${this.text()})`,
      () => `${this.text()}.${this.pick(["replace", "replaceAll"])}(${this.text()}, (m, i) => ${this.within(["m", "i"], () => this.any())})`,
      () => `${this.text()}.charAt(${this.small()})`,
      () => `${this.text()}.concat(${this.any()}, ${this.any()})`,
      () => `${this.array()}.join(${this.text()})`,
      () => `(JSON.stringify(${this.any()}${this.pick(["", ", null, 2", ', null, "\\t"'])}) + "")`,
      () => `${this.number()}.toFixed(${this.pick(["0", "1", "2", "5", "20"])})`,
      () => `${this.number()}.toPrecision(${this.pick(["1", "2", "5", "21"])})`,
      () => `${this.number()}.toExponential(${this.pick(["", "0", "3", "10"])})`,
      () => `${this.number()}.toString(${this.pick(["", "2", "16", "36", "7"])})`,
      () => `encodeURIComponent(${this.text()})`,
      () => `decodeURIComponent(encodeURI(${this.text()}))`,
      () => `(typeof ${this.any()})`,
    ]);
  }

  truth() {
    const operator = () => this.pick(["<", ">", "<=", ">=", "==", "!=", "===", "!=="]);
    return this.grow(["true", "false", "cc.flag", "cp.vip", "ci.data.request.open"], [
      () => `(${this.any()} ${operator()} ${this.any()})`,
      () => `(${this.number()} ${operator()} ${this.number()})`,
      () => `(${this.text()} ${operator()} ${this.text()})`,
      () => `(${this.text()} ${operator()} ${this.number()})`,
      () => `!${this.pick([() => this.truth(), () => `(${this.any()})`])()}`,
      () => `(${this.truth()} && ${this.truth()})`,
      () => `(${this.truth()} || ${this.truth()})`,
      () => `Boolean(${this.any()})`,
      () => `isNaN(${this.any()})`,
      () => `Number.${this.pick(["isInteger", "isFinite", "isNaN", "isSafeInteger"])}(${this.any()})`,
      () => `${this.text()}.${this.pick(["includes", "startsWith", "endsWith"])}(${this.text()})`,
      () => `${this.text()}.${this.pick(["includes", "startsWith", "endsWith"])}(${this.text()}, ${this.small()})`,
      () => `${this.array()}.includes(${this.any()})`,
      () => `${this.array()}.${this.pick(["some", "every"])}(${this.test()})`,
      () => `Array.isArray(${this.any()})`,
      () => `(${this.text()} in ${this.object()})`,
      () => `Object.hasOwn(${this.object()}, ${this.text()})`,
      () => `Object.is(${this.any()}, ${this.any()})`,
    ]);
  }

  array() {
    return this.grow([...ARRAY_PATHS, "[]", '["b", "a"]', "[3, 1, 2]"], [
      () => `[${this.any()}, ${this.any()}, ${this.any()}]`,
      () => `[...${this.array()}, ${this.any()}]`,
      () => `[...${this.text()}]`,
      () => `${this.array()}.map(${this.mapper()})`,
      () => `${this.array()}.map(${this.pick(["String", "Number", "Boolean", "parseFloat", "parseInt", "Math.abs", "Array.isArray", "Number.isInteger"])})`,
      () => `${this.array()}.filter(${this.pick([() => this.test(), () => "Boolean"])()})`,
      () => `${this.array()}.flatMap(${this.mapper()})`,
      () => `${this.array()}.flat(${this.pick(["", "1", "2", "Infinity"])})`,
      () => `${this.array()}.slice(${this.small()}, ${this.small()})`,
      () => `${this.array()}.concat(${this.any()}, ${this.any()})`,
      () => `${this.array()}.${this.pick(["toReversed", "toSorted"])}()`,
      () => `${this.array()}.map(Number).filter(Number.isFinite).toSorted((a, b) => ${this.pick(["a - b", "b - a", "a % 3 - b % 3"])})`,
      () => `${this.array()}.toSpliced(${this.small()}, 1, ${this.any()})`,
      () => `[1, 2, 3].with(${this.pick(["0", "-1", "2"])}, ${this.any()})`,
      () => `${this.text()}.split(${this.pick(['","', '""', '" "', '"x"', '"X"', "undefined"])})`,
      () => `Object.${this.pick(["keys", "values", "entries"])}(${this.object()})`,
      () => `Object.entries(${this.object()}).map(([k, v]) => ${this.within(["k", "v"], () => this.any())})`,
      () => `Array.from({ length: ${this.pick(["0", "2", "3"])} }, (_, i) => ${this.within(["i"], () => this.any())})`,
      () => `Array.from(${this.text()})`,
      () => `Array.of(${this.any()}, ${this.any()})`,
      () => `[...${this.array()}.entries()]`,
      () => `cc.orders.map(({ id, total = 1, ...rest }) => ${this.within(["id", "total", "rest"], () => this.any())})`,
    ]);
  }

  object() {
    return this.grow([...OBJECT_PATHS, "({})"], [
      () => `({ a: ${this.any()}, b: ${this.any()} })`,
      () => `({ 2: ${this.any()}, b: ${this.any()}, 1: ${this.any()} })`,
      () => `({ ...${this.object()}, id: ${this.any()} })`,
      () => `({ ...${this.array()} })`,
      () => `({ [${this.text()}]: ${this.any()} })`,
      () => `Object.assign({}, ${this.object()}, ${this.object()})`,
      () => `Object.fromEntries(Object.entries(${this.object()}).map(([k, v]) => [v, k]))`,
      () => `JSON.parse(JSON.stringify(${this.object()}))`,
      () => `${this.array()}.reduce((acc, x, i) => ({ ...acc, [x]: i }), {})`,
    ]);
  }

  mapper() {
    const [a, b] = this.fresh();
    return this.within([a, b], () => `(${a}, ${b}) => ${this.body()}`);
  }

  folder() {
    const [a, b] = this.fresh();
    return this.within([a, b], () => `(${a}, ${b}) => ${this.body()}`);
  }

  test() {
    const [a] = this.fresh();
    return this.within([a], () => `${a} => ${this.pick([() => this.truth(), () => `${a} > ${this.number()}`, () => `typeof ${a} === ${this.pick(['"string"', '"number"'])}`])()}`);
  }

  body() {
    const text = this.any();
    return text.startsWith("{") ? `(${text})` : text;
  }

  fresh() {
    const depth = this.names.length;
    return [`x${depth}`, `y${depth}`];
  }
}
