// The question for a second factor: asked by the API, answered by a person in a dialog, then the wish goes on.

type Answer = (passed: boolean) => void;
type Ask = (answer: Answer) => void;

let show: Ask | null = null;
let asking: Promise<boolean> | null = null;

/** The dialog says how it is opened. */
export function onQuestion(how: Ask): () => void {
  show = how;
  return () => {
    show = null;
  };
}

/** Ask for the second factor; several wishes at once ask together. Returns whether it was shown. */
export function proven(): Promise<boolean> {
  const how = show;
  if (!how) return Promise.resolve(false);
  asking ??= new Promise<boolean>((answer) => how(answer)).finally(() => {
    asking = null;
  });
  return asking;
}
