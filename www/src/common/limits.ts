/**
 * Which files may be sent: types, size and number, as the page sets them.
 *
 * It judges names, types and sizes alone and reads no content; what a file holds is for whoever stores it to check.
 */

export interface FileLimits {
  /** Types as in the `accept` of a file input, such as `image/*,.pdf`; empty allows all. */
  accept: string;
  /** Bytes that one file may have. */
  maxFileSize: number;
  /** Files that one message may have. */
  maxFiles: number;
}

/** Why a file is refused. */
export type Refusal = { why: "wrongType" | "emptyFile" | "tooLarge"; name: string } | { why: "tooMany" };

/** Answers why a file may not be added to `count` others, or `null` if it may. */
export function refusalOf(file: Pick<File, "name" | "type" | "size">, count: number, limits: FileLimits): Refusal | null {
  const { name, size } = file;
  if (count >= limits.maxFiles) return { why: "tooMany" };
  if (!isAccepted(file, limits.accept)) return { why: "wrongType", name };
  if (size === 0) return { why: "emptyFile", name };
  return size > limits.maxFileSize ? { why: "tooLarge", name } : null;
}

/** Answers a size in words, such as `5 MB`. */
export function sizeInWords(bytes: number, tag: string): string {
  const [unit, value] = bytes < 1_000_000 ? ["kilobyte", Math.max(1, Math.round(bytes / 1000))] : ["megabyte", Math.round(bytes / 100_000) / 10];
  return new Intl.NumberFormat(tag, { style: "unit", unit: unit as string, unitDisplay: "short" }).format(value as number);
}

function isAccepted({ name, type }: Pick<File, "name" | "type">, accept: string): boolean {
  const wanted = accept
    .split(",")
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== "");
  const is = (each: string) =>
    each.startsWith(".") ? name.toLowerCase().endsWith(each) : each.endsWith("/*") ? type.startsWith(each.slice(0, -1)) : type.toLowerCase() === each;
  return wanted.length === 0 || wanted.some(is);
}
