import { generateKeyPairSync, sign } from "node:crypto";

/** A key and a certificate that nobody vouches for, made anew: PEM (RFC 5280, version 1, ECDSA with SHA-256). */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(SEQUENCE, der(OBJECT_ID, Buffer.from("2a8648ce3d040302", "hex")));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, der(OBJECT_ID, Buffer.from("550403", "hex")), der(UTF8, Buffer.from("somewhere.example")))));
  const validity = der(SEQUENCE, der(UTC_TIME, Buffer.from("200101000000Z")), der(UTC_TIME, Buffer.from("400101000000Z")));
  const body = der(SEQUENCE, der(INTEGER, Buffer.of(1)), algorithm, name, validity, name, publicKey.export({ type: "spki", format: "der" }));
  const signature = der(BIT_STRING, Buffer.of(0), sign("sha256", body, privateKey));
  const cert = der(SEQUENCE, body, algorithm, signature).toString("base64");
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: `-----BEGIN CERTIFICATE-----\n${cert.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END CERTIFICATE-----\n` };
}

const [INTEGER, BIT_STRING, OBJECT_ID, UTF8, UTC_TIME, SEQUENCE, SET] = [0x02, 0x03, 0x06, 0x0c, 0x17, 0x30, 0x31] as const;

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? Buffer.of(content.length) : content.length < 256 ? Buffer.of(0x81, content.length) : Buffer.of(0x82, content.length >> 8, content.length & 255);
  return Buffer.concat([Buffer.of(tag), length, content]);
}
