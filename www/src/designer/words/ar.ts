/** The words of `<handover-designer>` in Arabic. */
import type { Language } from "../../common/language.js";
import type { DesignerLabels } from "../labels.js";
import { words as play } from "../play/words/ar.js";

export const words = (language: Language): DesignerLabels => {
  const { number, plural, list } = language;
  const nodes = (count: number) => plural(count, { zero: "لا عُقد", one: "عقدة واحدة", two: "عقدتان", few: "# عُقد", many: "# عقدة", other: "# عقدة" });
  const connections = (count: number) => plural(count, { zero: "لا وصلات", one: "وصلة واحدة", two: "وصلتان", few: "# وصلات", many: "# وصلة", other: "# وصلة" });
  const notes = (count: number) => plural(count, { zero: "لا ملاحظات", one: "ملاحظة واحدة", two: "ملاحظتان", few: "# ملاحظات", many: "# ملاحظة", other: "# ملاحظة" });
  const parts = (count: number) => plural(count, { zero: "لا عناصر", one: "عنصر واحد", two: "عنصران", few: "# عناصر", many: "# عنصرًا", other: "# عنصر" });
  const things = (counts: [number, number, number]) =>
    list([nodes, connections, notes].flatMap((words, index) => (counts[index] ? [words(counts[index])] : [])));
  return {
    canvas: "المخطط",
    overview: "نظرة عامة على المخطط",
    zoomIn: "تكبير",
    zoomOut: "تصغير",
    fit: "عرض المخطط كاملًا",
    nodeHint: "اضغط Enter لعرض الإعدادات.",
    findings: "الملاحظات",
    noFindings: "لا شيء يحتاج إلى إصلاح في هذا المخطط.",
    error: "خطأ",
    warning: "تحذير",
    settings: "الإعدادات",
    close: "إغلاق",
    noSettings: "ليس لهذه العقدة إعدادات.",
    on: "مفعّل",
    off: "معطّل",
    notSet: "غير محدد",
    byDefault: "افتراضي",
    cases: "الحالات",
    otherwise: "غير ذلك",
    unknownKind: "نوع عقدة غير معروف",
    handles: { next: "التالي", then: "إذا تحقق", else: "وإلا", failed: "فشل", default: "غير ذلك", first: "أول مرة", afterwards: "بعد ذلك" },
    waitingFor: { message: "بانتظار الزائر", handover: "بانتظار موظف الدعم", availability: "بانتظار مكتب الدعم" },
    talking: (agent) => `يتحدث مع ${agent ?? "موظف الدعم"}`,
    position: (position) => `رقم ${number(position)}`,
    until: (time) => `حتى ${time}`,
    conversations: (count) =>
      plural(count, { zero: "لا محادثات", one: "محادثة واحدة", two: "محادثتان", few: "# محادثات", many: "# محادثة", other: "# محادثة" }),
    nodes,
    findingCount: (count) =>
      plural(count, { zero: "لا ملاحظات", one: "ملاحظة واحدة", two: "ملاحظتان", few: "# ملاحظات", many: "# ملاحظة", other: "# ملاحظة" }),
    loading: "جارٍ التحميل…",
    flowName: "اسم المخطط",
    undo: "تراجع",
    redo: "إعادة",
    views: "العرض",
    viewNames: { canvas: "اللوحة", outline: "المخطط التفصيلي" },
    readonly: "للقراءة فقط",
    line: (source, handle, target) => `${source}، ${handle}، إلى ${target}`,
    undone: (what) => `تم التراجع: ${what}`,
    redone: (what) => `تمت الإعادة: ${what}`,
    play: play(language),
    told: {
      added: (name) => `أُضيف ${name}.`,
      addedAfter: (name, source) => `أُضيف ${name} بعد ${source}.`,
      removedNode: (name, edges) => `حُذف: ${list([`${name}`, ...(edges === 0 ? [] : [connections(edges)])])}.`,
      removed: (...counts) => `حُذف: ${things(counts)}.`,
      removedButStart: (...counts) => `حُذف: ${things(counts)}. تبقى البداية لأن المخطط يحتاج إليها.`,
      startStays: (name) => `يبقى ${name} لأن المخطط يحتاج إلى بدايته.`,
      duplicated: (nodes, notes) => `نُسخ: ${things([nodes, 0, notes])}.`,
      pasted: (nodes, notes) => `لُصق: ${things([nodes, 0, notes])}.`,
      connected: (source, handle, target) => `وُصل ${source}، ${handle}، بـ ${target}.`,
      connectedInstead: (source, handle, target) => `${source}، ${handle}، يؤدي الآن إلى ${target}.`,
      disconnected: (source, target) => `قُطع الاتصال من ${source} إلى ${target}.`,
      moved: (count) => `نُقل: ${parts(count)}.`,
      aligned: (count) => `تمت محاذاة: ${parts(count)}.`,
      distributed: (count) => `وُزّع بالتساوي: ${parts(count)}.`,
      arranged: (count) => `رُتّب: ${nodes(count)}.`,
      fieldSet: (field, name) => `تغيّر ${field} في ${name}.`,
      fieldReset: (field, name) => `عاد ${field} في ${name} إلى القيمة الافتراضية.`,
      renamedNode: (name) => `اسم العقدة ${name}.`,
      renamedFlow: (name) => `اسم المخطط ${name}.`,
      noteAdded: () => "أُضيفت ملاحظة.",
      noteEdited: () => "تغيّرت الملاحظة.",
      noteColored: () => "تغيّر لون الملاحظة.",
      testSaved: (name: string) => `حُفظ الاختبار ${name}.`,
      testUpdated: (name: string) => `حُدّث الاختبار ${name}.`,
      testRemoved: (name: string) => `حُذف الاختبار ${name}.`,
      noteResized: () => "تغيّر حجم الملاحظة.",
    },
  };
};
