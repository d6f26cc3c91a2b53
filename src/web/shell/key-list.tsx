import { Modal } from "@mantine/core";
import { KEYS, type Key } from "./keymap.ts";
import "./key-list.css";

const PARTS = ["Everywhere", "Lists", "The board", "A case"] as const;

function Keys({ keys }: { readonly keys: string }) {
  return keys.split(" ").map((k) => (k === "then" ? <span key={k}> then </span> : <kbd key={k}>{k}</kbd>));
}

/** Every key there is, by where it works. */
export function KeyList({ close }: { readonly close: () => void }) {
  const all: readonly Key[] = Object.values(KEYS);
  return (
    <Modal opened onClose={close} title="Keys" size={720} centered closeButtonProps={{ "aria-label": "Close" }}>
      <div className="key-list">
        {PARTS.map((part) => (
          <section key={part}>
            <h3>{part}</h3>
            <dl>
              {all
                .filter((k) => k.part === part)
                .map((k) => (
                  <div key={k.keys}>
                    <dt>
                      <Keys keys={k.keys} />
                    </dt>
                    <dd>{k.does}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="xs t3 mt4">
        Letters alone are off while you type. They can be turned off for good in the menu under your initials.
      </p>
    </Modal>
  );
}
