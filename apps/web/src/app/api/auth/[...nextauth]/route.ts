import type { NextRequest } from "next/server";
import { getWeb } from "~/server/deps.ts";

export async function GET(request: NextRequest): Promise<Response> {
  return (await getWeb()).auth.handlers.GET(request);
}

export async function POST(request: NextRequest): Promise<Response> {
  return (await getWeb()).auth.handlers.POST(request);
}
