/** The dialogs about kept flows; some are about one version, or one file. */
import type { Version } from "./library.js";

export type StoreDialog = "flows" | "import" | "embed" | { compare: Version } | { import: File };
