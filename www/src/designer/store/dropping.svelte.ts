/** Lets a file be dropped anywhere on the designer; what else is dragged over it is none of its business. */

export interface DropTarget {
  /** Whether a file is held over it. */
  readonly over: boolean;
  readonly handlers: Record<"ondragover" | "ondragleave" | "ondrop", (event: DragEvent) => void>;
}

/** Makes the target; `take` is given the file. */
export function dropTarget(take: (file: File) => void): DropTarget {
  let over = $state(false);
  const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  return {
    get over() {
      return over;
    },
    handlers: {
      ondragover(event) {
        if (!holdsFile(event)) return;
        event.preventDefault();
        over = true;
      },
      ondragleave(event) {
        const { currentTarget, relatedTarget } = event;
        if (!(currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) over = false;
      },
      ondrop(event) {
        over = false;
        const file = event.dataTransfer?.files[0];
        if (file === undefined || !holdsFile(event)) return;
        event.preventDefault();
        take(file);
      },
    },
  };
}
