/** The words of `<handover-designer>` in Japanese. */
import type { Language } from "../../common/language.js";
import type { DesignerLabels } from "../labels.js";
import { words as play } from "../play/words/ja.js";

export const words = (language: Language): DesignerLabels => {
  const { number, plural, list } = language;
  const nodes = (count: number) => plural(count, { other: "ノード #個" });
  const connections = (count: number) => plural(count, { other: "接続 #本" });
  const notes = (count: number) => plural(count, { other: "メモ #枚" });
  const parts = (count: number) => plural(count, { other: "#個" });
  const things = (counts: [number, number, number]) =>
    list([nodes, connections, notes].flatMap((words, index) => (counts[index] ? [words(counts[index])] : [])));
  return {
    canvas: "フロー",
    overview: "フローの全体図",
    zoomIn: "拡大",
    zoomOut: "縮小",
    fit: "フロー全体を表示",
    nodeHint: "Enterキーで設定を表示します。",
    findings: "指摘事項",
    noFindings: "このフローに直すところはありません。",
    error: "エラー",
    warning: "警告",
    settings: "設定",
    close: "閉じる",
    noSettings: "このノードに設定はありません。",
    on: "オン",
    off: "オフ",
    notSet: "未設定",
    byDefault: "既定値",
    cases: "ケース",
    otherwise: "それ以外",
    unknownKind: "不明な種類のノード",
    handles: { next: "次へ", then: "真", else: "偽", failed: "失敗", default: "それ以外", first: "初回", afterwards: "2回目以降" },
    waitingFor: { message: "訪問者の返事待ち", handover: "担当者待ち", availability: "デスクの応答待ち" },
    talking: (agent) => `${agent ?? "担当者"}と会話中`,
    position: (position) => `${number(position)}番目`,
    until: (time) => `${time}まで`,
    conversations: (count) => plural(count, { other: "会話 #件" }),
    nodes,
    findingCount: (count) => plural(count, { other: "指摘 #件" }),
    loading: "読み込み中…",
    flowName: "フローの名前",
    undo: "元に戻す",
    redo: "やり直す",
    views: "表示",
    viewNames: { canvas: "キャンバス", outline: "アウトライン" },
    readonly: "閲覧のみ",
    line: (source, handle, target) => `${source}の「${handle}」から${target}へ`,
    undone: (what) => `元に戻しました：${what}`,
    redone: (what) => `やり直しました：${what}`,
    play: play(language),
    told: {
      added: (name) => `${name}を追加しました。`,
      addedAfter: (name, source) => `${source}の後に${name}を追加しました。`,
      removedNode: (name, edges) => `${list([`${name}`, ...(edges === 0 ? [] : [connections(edges)])])}を削除しました。`,
      removed: (...counts) => `${things(counts)}を削除しました。`,
      removedButStart: (...counts) => `${things(counts)}を削除しました。開始ノードはフローに必要なので残しました。`,
      startStays: (name) => `${name}はフローに必要なので削除できません。`,
      duplicated: (nodes, notes) => `${things([nodes, 0, notes])}を複製しました。`,
      pasted: (nodes, notes) => `${things([nodes, 0, notes])}を貼り付けました。`,
      connected: (source, handle, target) => `${source}の「${handle}」を${target}に接続しました。`,
      connectedInstead: (source, handle, target) => `${source}の「${handle}」の接続先を${target}に変えました。`,
      disconnected: (source, target) => `${source}と${target}の接続を外しました。`,
      moved: (count) => `${parts(count)}を移動しました。`,
      aligned: (count) => `${parts(count)}を揃えました。`,
      distributed: (count) => `${parts(count)}を等間隔に並べました。`,
      arranged: (count) => `${nodes(count)}を配置し直しました。`,
      fieldSet: (field, name) => `${name}の${field}を変更しました。`,
      fieldReset: (field, name) => `${name}の${field}を既定値に戻しました。`,
      renamedNode: (name) => `ノードの名前を${name}にしました。`,
      renamedFlow: (name) => `フローの名前を${name}にしました。`,
      noteAdded: () => "メモを追加しました。",
      noteEdited: () => "メモを変更しました。",
      noteColored: () => "メモの色を変えました。",
      testSaved: (name: string) => `テスト「${name}」を保存しました。`,
      testUpdated: (name: string) => `テスト「${name}」を更新しました。`,
      testRemoved: (name: string) => `テスト「${name}」を削除しました。`,
      noteResized: () => "メモの大きさを変えました。",
    },
  };
};
