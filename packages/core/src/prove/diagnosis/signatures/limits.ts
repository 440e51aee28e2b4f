import type { SignatureTable } from "./signature.ts";
import { nothing, pathBefore } from "./subject.ts";

/** ENOMEM, and what runtimes make of it. */
export const memory: SignatureTable = {
  symptom: "memory",
  signatures: [
    { says: ["cannot allocate memory"], subject: nothing },
    { says: ["out of memory"], subject: nothing },
    // Node
    { says: ["javascript heap out of memory"], subject: nothing },
    { says: ["fatal process oom"], subject: nothing },
    // Java
    { says: ["java.lang.outofmemoryerror: "], subject: nothing },
    { says: ["there is insufficient memory for the java runtime environment"], subject: nothing },
    { says: ["could not reserve enough space for "], subject: nothing },
    // Python, Ruby
    { says: ["memoryerror"], subject: nothing },
    { says: ["failed to allocate memory"], subject: nothing },
    // .NET
    { says: ["system.outofmemoryexception"], subject: nothing },
    // Go
    { says: ["failed to reserve page summary memory"], subject: nothing },
    // C++, Rust
    { says: ["std::bad_alloc"], subject: nothing },
    { says: ["memory allocation of ", " bytes failed"], subject: nothing },
  ],
};

/** EAGAIN of clone(2). */
export const processes: SignatureTable = {
  symptom: "processes",
  signatures: [
    { says: ["resource temporarily unavailable"], subject: nothing },
    // shells
    { says: ["can't fork"], subject: nothing },
    { says: ["cannot fork"], subject: nothing },
    // Go
    { says: ["failed to create new os thread"], subject: nothing },
    // Java
    { says: ["java.lang.outofmemoryerror: unable to create native thread"], subject: nothing },
    { says: ["pthread_create failed (eagain)"], subject: nothing },
    { says: ["out of system resources"], subject: nothing },
    // Python, Ruby
    { says: ["can't start new thread"], subject: nothing },
    { says: ["can't create thread: resource temporarily unavailable"], subject: nothing },
    // Node
    { says: ["uv_thread_create"], subject: nothing },
    { says: ["spawn ", " eagain"], subject: nothing },
    // Rust
    { says: ["failed to spawn thread"], subject: nothing },
  ],
};

/** ENOSPC: of a tmpfs, which has a size. */
export const space: SignatureTable = {
  symptom: "space",
  signatures: [
    { says: ["no space left on device"], subject: pathBefore },
    { says: ["[errno 28] no space left on device"], subject: nothing },
    { says: ["enospc: no space left on device"], subject: nothing },
  ],
};
