/** The places of the desk, in the order of the rail; `key` goes there after `g`. */
export const places = [
  { href: "/desk", name: "Now", key: "n" },
  { href: "/desk/incidents", name: "Incidents", key: "i" },
  { href: "/desk/maintenances", name: "Maintenances", key: "m" },
  { href: "/desk/services", name: "Services", key: "s" },
  { href: "/desk/audiences", name: "Audiences", key: "a" },
  { href: "/desk/subscribers", name: "Subscribers", key: "b" },
  { href: "/desk/rules", name: "Rules", key: "r" },
  { href: "/desk/deliveries", name: "Deliveries", key: "d" },
  { href: "/desk/mailbox", name: "Mailbox", key: "l" },
  { href: "/desk/settings", name: "Settings", key: "t" },
] as const;
