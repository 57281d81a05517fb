/** Resolves when another call may be begun: so many in one turn of the event loop, for to open hundreds of connections at once would hold up everything else. */
export function makeTurns(most: number): () => Promise<void> {
  let begun = 0;
  let over: Promise<void> | undefined;
  return async () => {
    while (begun === most) await over;
    begun += 1;
    over ??= endOfTurn().then(() => {
      begun = 0;
      over = undefined;
    });
  };
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
