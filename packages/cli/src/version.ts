declare const BULWARK_VERSION: string;

/** Of the published package; put in when it is bundled. */
export const VERSION: string = BULWARK_VERSION;
