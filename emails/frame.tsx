import type { ReactNode } from "react";
import { Body, Container, Head, Html, Preview, Section, Text } from "react-email";

export const sans = "system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
export const serif = "Georgia,'Times New Roman',serif";

/**
 * Light colours stand inline, because some clients read nothing else; these classes carry the dark ones. A body
 * and a section keep their style in a cell inside, which their class must name.
 */
const adaptations = `@media(prefers-color-scheme:dark){.bg,.bg>table>tbody>tr>td{background:#131518!important}.sheet{background:#1a1d21!important;border-color:#33383e!important}.ink{color:#eceae4!important}.ink2{color:#c0c2c4!important}.ink3{color:#a3a7ac!important}.link,.words a{color:#9dc3fa!important}.ok{color:#74cc9c!important}.mnt{color:#bcaef6!important}.deg{color:#ecbd57!important}.part{color:#fb9c60!important}.maj{color:#ff8790!important}.rule{border-color:#33383e!important}.button{background:#9dc3fa!important;color:#0d1726!important}}
@media(max-width:480px){.pad>tbody>tr>td{padding:28px 20px!important}.head{font-size:26px!important;line-height:32px!important}}
.words p,.words ul,.words ol{margin:0 0 14px}.words ul,.words ol{padding-left:24px}.words a{color:#15488c}.words pre{white-space:pre-wrap}`;

/** What every letter shares: 600 px, one sheet, colours for light and dark, a line for the inbox's preview. */
export function Frame({
  language,
  title,
  preview,
  footer,
  children,
}: {
  language: string;
  title: string;
  preview: string;
  footer: ReactNode;
  children: ReactNode;
}) {
  return (
    <Html lang={language}>
      <Head>
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
        <style>{adaptations}</style>
      </Head>
      <Body
        className="bg"
        // A word without an end breaks, or it would stretch the letter past every screen.
        style={{ margin: 0, padding: "24px 0", background: "#fbfaf6", wordBreak: "break-word" }}
      >
        <Preview useTitleTag={false}>{preview}</Preview>
        <Container
          className="sheet"
          style={{ width: "100%", maxWidth: 600, background: "#ffffff", border: "1px solid #dcd8cc" }}
        >
          <Section className="pad" style={{ padding: "36px 44px" }}>
            {children}
          </Section>
        </Container>
        <Container style={{ width: "100%", maxWidth: 600 }}>
          <Section className="pad" style={{ padding: "22px 44px" }}>
            <Text className="ink3" style={{ font: `13px/21px ${sans}`, color: "#5c6067", margin: 0 }}>
              {footer}
            </Text>
          </Section>
        </Container>
      </Body>
    </Html>
  );
}
