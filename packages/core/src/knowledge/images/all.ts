import { chainguardImages } from "./chainguard.ts";
import { databaseImages } from "./databases.ts";
import { distributionImages } from "./distributions.ts";
import { distrolessImages } from "./distroless.ts";
import { dockerHardenedImages } from "./docker-hardened.ts";
import { dotnetImages } from "./dotnet.ts";
import { goImages } from "./go.ts";
import { javaImages } from "./java.ts";
import { nodeImages } from "./node.ts";
import { otherLanguageImages } from "./other-languages.ts";
import { phpImages } from "./php.ts";
import { pythonImages } from "./python.ts";
import type { ImageRecord } from "./record.ts";
import { redHatImages } from "./red-hat.ts";
import { rubyImages } from "./ruby.ts";
import { rustImages } from "./rust.ts";
import { serviceImages } from "./services.ts";
import { webServerImages } from "./web-servers.ts";
import { windowsImages } from "./windows.ts";

/** Every family of images that is known. */
export const imageRecords: readonly ImageRecord[] = [
  ...distributionImages, ...redHatImages, ...goImages, ...nodeImages, ...pythonImages, ...rustImages, ...rubyImages, ...phpImages,
  ...javaImages, ...dotnetImages, ...otherLanguageImages, ...webServerImages, ...databaseImages, ...serviceImages, ...distrolessImages,
  ...chainguardImages, ...dockerHardenedImages, ...windowsImages,
];
