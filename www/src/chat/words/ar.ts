/** The words of `<handover-chat>` in Arabic. */
import type { Language } from "../../common/language.js";
import type { ChatLabels } from "../labels.js";

export const words = ({ number, plural }: Language): ChatLabels => ({
  open: "فتح المحادثة",
  unread: (count) =>
    plural(count, { zero: "لا رسائل جديدة", one: "رسالة جديدة واحدة", two: "رسالتان جديدتان", few: "# رسائل جديدة", many: "# رسالة جديدة", other: "# رسالة جديدة" }),
  dialog: "المحادثة",
  title: "كيف يمكننا مساعدتك؟",
  close: "إغلاق المحادثة",
  log: "سجل المحادثة",
  message: "الرسالة",
  placeholder: "اكتب رسالة",
  send: "إرسال",
  you: "أنت",
  bot: "المساعد",
  botRole: "مساعد آلي",
  human: "موظف الدعم",
  humanRole: "موظف دعم",
  joined: (name) => `انضم ${name} إلى المحادثة`,
  left: (name) => `غادر ${name} المحادثة`,
  transferring: "جارٍ تحويلك إلى زميل آخر",
  cancelled: "توقفت عن انتظار موظف الدعم",
  ended: "انتهت هذه المحادثة. اكتب لتبدأ من جديد.",
  typing: (name) => `${name} يكتب الآن`,
  sending: "جارٍ الإرسال",
  waiting: "بانتظار التسليم",
  sent: "أُرسلت",
  failed: "لم تُرسل",
  newMessages: "إلى أحدث الرسائل",
  empty: "ألقِ التحية أو اطرح سؤالًا.",
  loading: "جارٍ فتح المحادثة",
  broken: "تعذّر فتح المحادثة",
  retry: "إعادة المحاولة",
  requested: "نبحث عمّن يمكنه مساعدتك.",
  queued: "أنت في قائمة الانتظار.",
  position: (position) => `ترتيبك في قائمة الانتظار: ${number(position)}.`,
  wait: (minutes) =>
    minutes < 1
      ? "أقل من دقيقة."
      : plural(minutes, { one: "نحو دقيقة واحدة.", two: "نحو دقيقتين.", few: "نحو # دقائق.", many: "نحو # دقيقة.", other: "نحو # دقيقة." }),
  cancel: "إلغاء الانتظار",
  unshown: "لا يمكن عرض هذه الرسالة هنا.",
});
