import pg from "pg";

type KnownCustomer = { id: string; name: string; phone: string; bsuid: string | null; number: string; at: Date };

/**
 * Tells the simulated Meta who the demo's WhatsApp customers are and when they last wrote, as far as they can be answered
 * now: else an answer to one of them would be refused as one to a stranger. Done at every start, since the simulator keeps
 * nothing.
 */
export async function introduceCustomers(ownerUrl: string, simulatorUrl: string): Promise<void> {
  const customers = await readCustomers(ownerUrl);
  const portfolios = await readPortfolios(simulatorUrl);
  const people = customers.map(({ id, name, phone, bsuid, number }) => {
    const portfolio = portfolios.get(number);
    return {
      id: `customer-${id}`,
      name,
      phone,
      country: phone.startsWith("44") ? "GB" : "US",
      user_ids: portfolio && bsuid ? { [portfolio]: bsuid } : {},
    };
  });
  const threads = customers.map(({ id, number, at }) => ({
    id: `${number}:customer-${id}`,
    phone_number_id: number,
    person_id: `customer-${id}`,
    last_user_message_at: at.getTime(),
  }));
  const response = await fetch(new URL("/__sim/seed", simulatorUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ people, threads }),
  });
  if (!response.ok) throw new Error(`The simulator did not take the demo's customers: ${await response.text()}`);
}

async function readCustomers(ownerUrl: string): Promise<KnownCustomer[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<KnownCustomer>(`
      SELECT k.id, coalesce(k.name, k.phone) AS name, k.phone, i."platformId" AS number, c."lastInboundAt" AS at,
             (SELECT value FROM "CustomerIdentity" b WHERE b."businessId" = k."businessId" AND b."customerId" = k.id AND b.kind = 'BSUID' LIMIT 1) AS bsuid
      FROM "Conversation" c
      JOIN "Customer" k ON k."businessId" = c."businessId" AND k.id = c."customerId"
      JOIN "Integration" i ON i."businessId" = c."businessId" AND i.id = c."integrationId"
      WHERE c.channel = 'WHATSAPP' AND c."lastInboundAt" > now() - interval '24 hours' AND k.phone ~ '^[0-9]{5,15}$'
      ORDER BY c."lastInboundAt" DESC LIMIT 100`);
    return rows;
  } finally {
    await client.end();
  }
}

/** Which business portfolio a number belongs to: a customer's BSUID is one portfolio's. */
async function readPortfolios(simulatorUrl: string): Promise<Map<string, string>> {
  const read = async <T>(kind: string) =>
    (await (await fetch(new URL(`/__sim/state/${kind}`, simulatorUrl))).json()) as T[];
  const wabas = await read<{ id: string; business_id: string }>("wabas");
  const numbers = await read<{ id: string; waba_id: string }>("phone_numbers");
  return new Map(
    numbers.flatMap(({ id, waba_id }) =>
      wabas.filter((waba) => waba.id === waba_id).map((waba) => [id, waba.business_id] as const),
    ),
  );
}
