import type { SignatureTable } from "./signature.ts";
import { nothing } from "./subject.ts";

/** The other side's certificate could not be traced back to an authority. */
export const certificates: SignatureTable = {
  symptom: "certificates",
  signatures: [
    // Go
    { says: ["x509: certificate signed by unknown authority"], subject: nothing },
    { says: ["x509: failed to load system roots"], subject: nothing },
    // OpenSSL, and what is made with it: Python, Ruby, curl, PHP
    { says: ["unable to get local issuer certificate"], subject: nothing },
    { says: ["certificate verify failed"], subject: nothing },
    { says: ["certificate_verify_failed"], subject: nothing },
    { says: ["error setting certificate file"], subject: nothing },
    { says: ["error setting certificate verify locations"], subject: nothing },
    // Node
    { says: ["unable to verify the first certificate"], subject: nothing },
    { says: ["unable_to_get_issuer_cert"], subject: nothing },
    // GnuTLS: wget and git of Debian
    { says: ["server certificate verification failed. cafile: "], subject: nothing },
    { says: ["the certificate of ", " is not trusted"], subject: nothing },
    // Java
    { says: ["pkix path building failed"], subject: nothing },
    { says: ["the trustanchors parameter must be non-empty"], subject: nothing },
    // .NET
    { says: ["the remote certificate is invalid because of errors in the certificate chain"], subject: nothing },
    // rustls
    { says: ["invalid peer certificate: unknownissuer"], subject: nothing },
    { says: ["no native root ca certificates found"], subject: nothing },
    // Erlang
    { says: ["no_cacerts_found"], subject: nothing },
  ],
};
