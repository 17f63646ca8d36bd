import { claimsOf, createAuthConfig } from "@frontdesk/auth/auth-config";
import { type NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { isDevelopment, readEnv } from "./env.ts";

// A convenience: it redirects and passes hints on. What anyone may see or do, the procedures decide.

const env = readEnv();
const isSecure = env.APP_URL.startsWith("https:");
const { auth } = NextAuth(createAuthConfig({ secret: env.AUTH_SECRET, isSecure }));

const PUBLIC_PAGES = new Set(["/sign-in", "/register"]);

export const proxy = auth((request) => {
  const { pathname, search } = request.nextUrl;
  const claims = claimsOf(request.auth);
  if (!PUBLIC_PAGES.has(pathname)) {
    if (!claims) return redirectTo(request, `/sign-in?next=${encodeURIComponent(pathname + search)}`);
    const isAdminPage = pathname === "/admin" || pathname.startsWith("/admin/");
    if (isAdminPage && claims.role !== "SUPER_ADMIN") return redirectTo(request, "/inbox");
  }
  const headers = new Headers(request.headers);
  // An incoming one is a stranger's word.
  headers.delete("x-business-id");
  if (claims?.businessId) headers.set("x-business-id", claims.businessId);
  headers.set("x-pathname", pathname + search);
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  return secure(NextResponse.next({ request: { headers } }), policy);
});

export const config = {
  // Pages only: the API's doors do their own checks, and static files are for everyone.
  matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)"],
};

/** Next makes the address relative again, so that the browser stays on the host that it used. */
function redirectTo(request: NextRequest, path: string): NextResponse {
  return secure(NextResponse.redirect(new URL(path, request.nextUrl)), contentSecurityPolicy(""));
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Positions of menus and toasts are style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}

function secure(response: NextResponse, policy: string): NextResponse {
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cache-control", "private, no-store");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
  if (isSecure) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}
