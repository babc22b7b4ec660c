/** The words of `<handover-designer>` in Arabic. */
import type { Language } from "../../common/language.js";
import type { DesignerLabels } from "../labels.js";

export const words = ({ number, plural }: Language): DesignerLabels => ({
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
  emptyTitle: "لا يوجد مخطط بعد",
  emptyText: "حمّل مخططًا لترى عُقده هنا.",
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
  nodes: (count) => plural(count, { zero: "لا عُقد", one: "عقدة واحدة", two: "عقدتان", few: "# عُقد", many: "# عقدة", other: "# عقدة" }),
  findingCount: (count) =>
    plural(count, { zero: "لا ملاحظات", one: "ملاحظة واحدة", two: "ملاحظتان", few: "# ملاحظات", many: "# ملاحظة", other: "# ملاحظة" }),
});
