/**
 * The names of the script language, as far as they can be offered: functions, and methods by the kind of value that has them.
 *
 * What the names mean and whether they are used rightly, the engine says; a test holds the lists to it.
 */

/** Methods of texts. */
export const textMethods = [
  "at", "charAt", "charCodeAt", "codePointAt", "concat", "endsWith", "includes", "indexOf", "isWellFormed", "lastIndexOf", "padEnd", "padStart",
  "repeat", "replace", "replaceAll", "slice", "split", "startsWith", "substr", "substring", "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase",
  "toString", "toUpperCase", "toWellFormed", "trim", "trimEnd", "trimStart", "valueOf",
];

/** Methods of lists. */
export const listMethods = [
  "at", "concat", "entries", "every", "filter", "find", "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "forEach", "includes", "indexOf",
  "join", "keys", "lastIndexOf", "map", "reduce", "reduceRight", "reverse", "slice", "some", "sort", "toReversed", "toSorted", "toSpliced", "toString",
  "valueOf", "values", "with",
];

/** Methods of numbers. */
export const numberMethods = ["toExponential", "toFixed", "toPrecision", "toString", "valueOf"];

/** Functions, and the names behind which others stand. */
export const globals = [
  "Array", "Boolean", "JSON", "Math", "Number", "Object", "String", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "isFinite",
  "isNaN", "parseFloat", "parseInt",
];

/** What stands behind those names. */
export const members: Record<string, string[]> = {
  Array: ["from", "isArray", "of"],
  JSON: ["parse", "stringify"],
  Math: [
    "PI", "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "clz32", "cos", "cosh", "exp", "expm1", "floor", "fround", "hypot", "imul",
    "log", "log10", "log1p", "log2", "max", "min", "pow", "round", "sign", "sin", "sinh", "sqrt", "tan", "tanh", "trunc",
  ],
  Number: ["EPSILON", "MAX_SAFE_INTEGER", "MAX_VALUE", "MIN_SAFE_INTEGER", "isFinite", "isInteger", "isNaN", "isSafeInteger", "parseFloat", "parseInt"],
  Object: ["assign", "entries", "fromEntries", "hasOwn", "is", "keys", "values"],
  String: ["fromCharCode", "fromCodePoint"],
};

/** The values that every expression sees, with their short forms. */
export const roots = { input: "input", context: "context", profile: "profile", ci: "input", cc: "context", cp: "profile" } as const;
