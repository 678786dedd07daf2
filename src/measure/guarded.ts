/** What a client reads, so that a server that speaks nonsense ends its own connection alone. */
import type { Duplex } from "node:stream";

/** What listeners throw over data, as the client's parser does, ends the stream by that error: nobody else would catch it. */
export function guard(stream: Duplex): void {
  const emit = stream.emit.bind(stream);
  stream.emit = (event: string, ...values: readonly unknown[]) => {
    if (event !== "data") return emit(event, ...values);
    try {
      return emit(event, ...values);
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
  };
}
