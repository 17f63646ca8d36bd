import { z } from "zod";

/** SUPER_ADMIN runs the installation and belongs to no business; the others belong to exactly one. */
export const userRoleSchema = z.enum(["SUPER_ADMIN", "BUSINESS_OWNER", "TEAM_MEMBER"]);
export type UserRole = z.infer<typeof userRoleSchema>;
