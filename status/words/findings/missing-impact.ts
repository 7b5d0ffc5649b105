import { type Check, houseRules, type Read } from "../finding";
import type { Token } from "../tokens";

/** Who is touched, how many of them, and where. */
export const missingImpact: Check = {
  kind: "missing_impact",
  why: "Readers look first for whether it is about them.",
  source: houseRules,
  passed: "Says who is touched, and how many",
  applies: ({ subject, status, impact }) =>
    subject === "incident" && status !== "resolved" && impact !== "none",
  find: (read, { regions }) => {
    const lacking = [
      !has(read, (token) => who.has(token.lower)) && "who",
      !has(read, isQuantity) && "how many",
      regions.length > 0 && !regions.some((region) => names(read, region)) && "where",
    ].filter((one) => one !== false);
    if (lacking.length === 0) return [];
    const said = new Intl.ListFormat("en-GB").format(lacking);
    return [
      {
        range: null,
        title: `Does not say ${said}`,
        suggestion: `Say ${said}: “about one in twenty card payments in Europe”. When not known yet, say that you are finding out.`,
      },
    ];
  },
};

const who = new Set(
  "you,your,customer,customers,user,users,people,person,everyone,everybody,nobody,anyone,visitors,members,merchants,payments,payment,orders,order,requests,request,accounts,account,pages,page,messages,message,deliveries,sign-ins,sign-in,logins,sales,searches,uploads,downloads,calls,cards,card,transfers,shops,stores,clients,teams".split(
    ",",
  ),
);
const amounts = new Set(
  "all,every,everyone,everybody,each,any,none,no,nobody,most,half,third,quarter,one,two,three,four,five,six,seven,eight,nine,ten,twelve,twenty,dozen,hundred,hundreds,thousand,thousands,million,number,many,only,nothing,everything".split(
    ",",
  ),
);

/** A number that is not a time of day or a date, or a word for one. */
function isQuantity({ lower }: Token): boolean {
  return amounts.has(lower) || /^[€$£]?\d[\d.,]{0,15}(%|k|m)?$/.test(lower);
}

function has({ tokens, steps }: Read, test: (token: Token) => boolean): boolean {
  return tokens.some((token) => {
    steps.taken++;
    return test(token);
  });
}

const names = ({ text }: Read, region: string) => text.toLowerCase().includes(region.toLowerCase());
