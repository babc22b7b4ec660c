/**
 * Where the example pages keep the files that visitors and agents send: in the message itself, as there is no server to put them on.
 *
 * Pictures are made small enough for that; a page with a server answers the address under which it has stored the file.
 */
import type { Attachment } from "handover";

const longest = 1280;

/** Answers the file as an address that holds it. */
export async function keepFile(file: File, { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void }): Promise<Attachment> {
  const content = await smaller(file);
  const url = await addressOf(content, signal, onProgress);
  return { url, name: file.name, mimeType: content.type || "application/octet-stream" };
}

async function smaller(file: File): Promise<Blob> {
  if (!/^image\/(?:png|jpeg|webp)$/.test(file.type)) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/webp", 0.8));
  return drawn !== null && drawn.size < file.size ? drawn : file;
}

function addressOf(content: Blob, signal: AbortSignal, onProgress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    signal.addEventListener("abort", () => reader.abort());
    reader.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.addEventListener("abort", () => reject(signal.reason));
    reader.readAsDataURL(content);
  });
}
