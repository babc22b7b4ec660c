/** Draws a small preview of a picture into a canvas, which needs no leave of the page's content security policy. Other files have none. */
import type { Attachment } from "svelte/attachments";

const edge = 88;

export function preview(file: File): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    canvas.hidden = true;
    if (file.type.startsWith("image/")) void draw(canvas, file).catch(() => {});
  };
}

async function draw(canvas: HTMLCanvasElement, file: File): Promise<void> {
  const picture = await createImageBitmap(file);
  const scale = edge / Math.min(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  canvas.width = canvas.height = edge;
  canvas.getContext("2d")?.drawImage(picture, (edge - width) / 2, (edge - height) / 2, width, height);
  picture.close();
  canvas.hidden = false;
}
