import type { SignatureTable } from "./signature.ts";
import { nothing, port } from "./subject.ts";

/** EACCES of bind(2). */
export const ports: SignatureTable = {
  symptom: "port-denied",
  signatures: [
    // Go, BusyBox, Redis, Perl
    { says: ["bind: permission denied"], subject: port },
    // Node
    { says: ["listen eacces: permission denied"], subject: port },
    // Ruby
    { says: ["permission denied - bind(2)"], subject: port },
    // PHP
    { says: ["failed to listen on ", "permission denied"], subject: port },
    // nginx, lighttpd
    { says: ["bind() to ", "permission denied"], subject: port },
    { says: ["bind() ", "permission denied"], subject: port },
    // Apache
    { says: ["permission denied", "make_sock: could not bind to address"], subject: port },
    // Java
    { says: ["bindexception: permission denied"], subject: port },
    { says: ["java.net.socketexception: permission denied"], subject: port },
    // .NET
    { says: ["socketexception (13): permission denied"], subject: port },
    // Python: its trace has the call on the line before
    { says: ["[errno 13] permission denied"], near: ".bind(", subject: nothing },
    { says: ["error while attempting to bind on address ", "permission denied"], subject: port },
    // HAProxy, Envoy
    { says: ["cannot bind socket", "permission denied"], subject: port },
    { says: ["cannot bind ", ": permission denied"], subject: port },
  ],
};

/** EADDRINUSE of bind(2). */
export const takenPorts: SignatureTable = {
  symptom: "port-taken",
  signatures: [
    { says: ["address already in use"], subject: port },
    { says: ["address in use"], subject: port },
    { says: ["listen eaddrinuse: address already in use"], subject: port },
  ],
};
