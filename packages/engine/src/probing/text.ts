/** Bytes as a text: UTF-8 where they are UTF-8 as a whole, else base64. Of bytes that were cut, the last character may be half. */
export function readableText(bytes: Buffer, cut: boolean): { readonly text: string; readonly binary: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut }), binary: false };
  } catch {
    return { text: bytes.toString("base64"), binary: true };
  }
}
