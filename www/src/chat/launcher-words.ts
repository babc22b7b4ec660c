/** What the button says before the chat is loaded, in every language, because there is nothing yet to load the others with. */
import type { Language, LanguageName, PluralForms } from "../common/language.js";

interface Texts {
  open: string;
  unread: PluralForms;
  unloaded: string;
}

const texts: Record<LanguageName, Texts> = {
  en: { open: "Open chat", unread: { one: "# new message", other: "# new messages" }, unloaded: "The chat could not be loaded. Are you online? Then reload the page." },
  de: { open: "Chat öffnen", unread: { one: "# neue Nachricht", other: "# neue Nachrichten" }, unloaded: "Der Chat konnte nicht geladen werden. Sind Sie online? Dann laden Sie die Seite neu." },
  es: { open: "Abrir el chat", unread: { one: "# mensaje nuevo", other: "# mensajes nuevos" }, unloaded: "No se ha podido cargar el chat. ¿Tiene conexión? Entonces recargue la página." },
  fr: { open: "Ouvrir le chat", unread: { one: "# nouveau message", other: "# nouveaux messages" }, unloaded: "Impossible de charger le chat. Êtes-vous en ligne ? Alors rechargez la page." },
  ja: { open: "チャットを開く", unread: { other: "新着メッセージ #件" }, unloaded: "チャットを読み込めませんでした。インターネット接続を確認し、ページを再読み込みしてください。" },
  ar: {
    open: "فتح الدردشة",
    unread: { one: "رسالة جديدة واحدة", two: "رسالتان جديدتان", few: "# رسائل جديدة", many: "# رسالة جديدة", other: "# رسالة جديدة" },
    unloaded: "تعذّر تحميل الدردشة. هل أنت متصل بالإنترنت؟ إذن أعد تحميل الصفحة.",
  },
};

/** The words of the button, as part of those of the whole chat. */
export const launcherWords = ({ name, plural }: Language) => {
  const { open, unread, unloaded } = texts[name];
  return { open, unread: (count: number) => plural(count, unread), unloaded };
};

export type LauncherLabels = ReturnType<typeof launcherWords>;
