import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: true,
  // Our packages are consumed as TypeScript source.
  transpilePackages: [
    "@frontdesk/api",
    "@frontdesk/auth",
    "@frontdesk/channels",
    "@frontdesk/core",
    "@frontdesk/db",
    "@frontdesk/encryption",
    "@frontdesk/jobs",
    "@frontdesk/ui",
    "@frontdesk/validators",
  ],
  // Native code, or modules that find their own files at run time: required, not bundled.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "pino", "@prisma/client", "@prisma/adapter-pg"],
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
  agentRules: false,
};

export default config;
