import { z } from "zod";

/** A text that people write. NUL is taken out, because PostgreSQL's texts cannot hold it. */
export const textSchema = z.string().overwrite((text) => text.replaceAll("\u0000", ""));
