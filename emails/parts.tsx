import type { ReactNode } from "react";
import { Button, Heading, Text } from "react-email";
import { sans, serif } from "./frame";

export function Title({ children }: { children: ReactNode }) {
  return (
    <Heading
      as="h1"
      className="ink head"
      style={{ font: `400 31px/37px ${serif}`, color: "#17191d", margin: "0 0 18px", letterSpacing: "-.3px" }}
    >
      {children}
    </Heading>
  );
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink2" style={{ font: `17px/27px ${sans}`, color: "#41454c", margin: "0 0 14px" }}>
      {children}
    </Text>
  );
}

export function Hint({ children }: { children: ReactNode }) {
  return (
    <Text className="ink3" style={{ font: `14px/22px ${sans}`, color: "#5c6067", margin: "14px 0 0" }}>
      {children}
    </Text>
  );
}

/** The one thing to do. */
export function Act({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button
      href={href}
      className="button"
      style={{
        font: `600 16px/20px ${sans}`,
        background: "#15488c",
        color: "#ffffff",
        borderRadius: 4,
        padding: "12px 22px",
        margin: "26px 0 8px",
      }}
    >
      {children}
    </Button>
  );
}
