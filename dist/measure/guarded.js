// src/measure/guarded.ts
function guard(stream) {
  const emit = stream.emit.bind(stream);
  stream.emit = (event, ...values) => {
    if (event !== "data") return emit(event, ...values);
    try {
      return emit(event, ...values);
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
  };
}
export {
  guard
};
