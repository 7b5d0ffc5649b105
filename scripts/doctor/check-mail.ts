import { createTransport } from "nodemailer";
import { broken, type Finding, judgeClock, look, notAsked, type Patient, well } from "./finding";

const patienceMilliseconds = 8_000;

/** Whether letters can leave: the provider knows the key, or the server greets us and takes the password. */
export async function checkMail(patient: Patient): Promise<Finding[]> {
  const { RESEND_API_KEY, SMTP_URL } = patient.settings;
  if (RESEND_API_KEY) return askResend(patient, RESEND_API_KEY);
  if (SMTP_URL) return [await askSmtp(SMTP_URL)];
  return [
    look(
      "mail",
      "Letters stay in a folder of this machine: nobody gets them.",
      "Set RESEND_API_KEY, or SMTP_URL, and MAIL_FROM.",
    ),
  ];
}

async function askResend({ settings, now }: Patient, key: string): Promise<Finding[]> {
  const base = settings.RESEND_BASE_URL || "https://api.resend.com";
  try {
    const answer = await fetch(`${base}/domains`, {
      headers: { authorization: `Bearer ${key}`, "user-agent": "drawbridge-doctor" },
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    const body = (await answer.json().catch(() => ({}))) as {
      name?: string;
      data?: { name: string; status: string }[];
    };
    const date = answer.headers.get("date");
    const clock = date ? [judgeClock("clock", "Resend", new Date(date), now())] : [];
    return [judgeResend(answer.status, body, domainOf(settings.MAIL_FROM)), ...clock];
  } catch (error) {
    return [
      broken(
        "mail",
        `Resend cannot be reached: ${(error as Error).message}`,
        "Let this machine call api.resend.com by https.",
      ),
    ];
  }
}

type Body = { name?: string; data?: { name: string; status: string }[] };

function judgeResend(status: number, { name, data }: Body, domain: string | null): Finding {
  // A key that may only send cannot list domains: it is right all the same.
  if (name === "restricted_api_key") return well("mail", "Resend knows the key; it may only send.");
  if (status === 401 || status === 403 || name === "validation_error") {
    return broken(
      "mail",
      "Resend does not know the key.",
      "Make a key at resend.com/api-keys and put it into RESEND_API_KEY.",
    );
  }
  if (status >= 400) return look("mail", `Resend answers ${status}.`, "Try again; see resend-status.com.");
  const mine = data?.find((one) => domain === one.name || domain?.endsWith(`.${one.name}`));
  if (!mine)
    return broken(
      "mail",
      `Resend does not know the domain ${domain}.`,
      "Add it at resend.com/domains, or change MAIL_FROM.",
    );
  return mine.status === "verified"
    ? well("mail", `Resend knows the key, and ${mine.name} is verified.`)
    : broken(
        "mail",
        `At Resend ${mine.name} is ${mine.status}.`,
        "Set the DNS records that resend.com/domains shows.",
      );
}

async function askSmtp(url: string): Promise<Finding> {
  const transport = createTransport({
    url,
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
  } as Parameters<typeof createTransport>[0]);
  try {
    await transport.verify();
    return well("mail", "The mail server greets us and takes the sign-in.");
  } catch (error) {
    const { code, responseCode, message } = error as {
      code?: string;
      responseCode?: number;
      message: string;
    };
    const todo =
      code === "EAUTH"
        ? "Correct user and password in SMTP_URL."
        : "Check host and port in SMTP_URL (smtps:// for 465), and that this machine may call it.";
    return broken("mail", `The mail server refuses: ${responseCode ?? code}: ${message}`, todo);
  } finally {
    transport.close();
  }
}

/** The domain that letters come from; null for this machine's own name. */
export function domainOf(from: string | undefined): string | null {
  const domain = /@([\w.-]+)/.exec(from ?? "")?.[1]?.toLowerCase();
  return domain?.includes(".") ? domain : null;
}

/** Whether receivers can tell that letters are ours: SPF, DKIM and DMARC of the sender's domain; and the page's address. */
export async function checkNames({ settings, dns }: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  const host = URL.canParse(settings.PUBLIC_URL ?? "") ? new URL(settings.PUBLIC_URL!).hostname : null;
  if (host && host !== "localhost" && !/^[\d.[\]:]+$/.test(host)) {
    findings.push(
      await dns.lookup(host).then(
        () => well("page's address", `${host} is known.`),
        (error) =>
          absent(error, "page's address", `${host} is not known to DNS.`, `Make a record for ${host}.`),
      ),
    );
  }
  const domain = domainOf(settings.MAIL_FROM);
  if (!domain) return [...findings, notAsked("sender's domain", "MAIL_FROM has no domain of its own.")];
  const resend = Boolean(settings.RESEND_API_KEY);
  const records = [
    {
      name: resend ? `send.${domain}` : domain,
      begins: "v=spf1",
      what: "SPF",
      why: "says which servers may send for it",
    },
    ...(resend
      ? [
          {
            name: `resend._domainkey.${domain}`,
            begins: "p=",
            what: "DKIM",
            why: "lets receivers check the signature",
          },
        ]
      : []),
    {
      name: `_dmarc.${domain}`,
      begins: "v=DMARC1",
      what: "DMARC",
      why: "says what to do with forged letters",
    },
  ];
  for (const { name, begins, what, why } of records) {
    const todo = `Add a TXT record at ${name} that begins with ${begins}: it ${why}.`;
    findings.push(
      await dns.resolveTxt(name).then(
        (texts) =>
          texts.some((parts) => parts.join("").startsWith(begins))
            ? well(what, `${name} has it.`)
            : look(what, `${name} has none.`, todo),
        (error) => absent(error, what, `${name} has none.`, todo),
      ),
    );
  }
  return findings;
}

/** No such record is an answer; a resolver that is silent is none. */
function absent(error: unknown, check: string, says: string, todo: string): Finding {
  const { code } = error as { code?: string };
  return code === "ENOTFOUND" || code === "ENODATA"
    ? look(check, says, todo)
    : notAsked(check, `DNS could not be asked (${code}).`);
}
