/** One turn of the event loop: what the client sent meanwhile comes first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
