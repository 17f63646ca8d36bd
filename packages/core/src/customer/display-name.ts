/** What a customer is called on screens: their name, else @username, else +number, else "Customer". Never a platform's id. */
export function displayNameOf(customer: {
  name: string | null;
  username: string | null;
  phone: string | null;
}): string {
  if (customer.name) return customer.name;
  if (customer.username) return `@${customer.username}`;
  if (customer.phone) return customer.phone.startsWith("+") ? customer.phone : `+${customer.phone}`;
  return "Customer";
}
