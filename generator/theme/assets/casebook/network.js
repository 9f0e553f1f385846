/* The network: what somebody is joined to lights up while it is pointed at or has the focus. On a narrow screen, which has no picture, the list is open. */
const network = document.querySelector("svg.cb-network"), list = document.querySelector("[data-open-on-phone]");
if (network) {
  const curves = [...network.querySelectorAll("[data-ends]")].map((curve) => [curve, curve.dataset.ends.split(" ")]);
  const nodes = new Map([...network.querySelectorAll("[data-node]")].map((node) => [node.dataset.node, node]));
  const light = (node) => {
    network.classList.toggle("cb-network--lit", Boolean(node));
    network.querySelectorAll(".cb-lit").forEach((lit) => lit.classList.remove("cb-lit"));
    if (!node) return;
    node.classList.add("cb-lit");
    curves.filter(([, ends]) => ends.includes(node.dataset.node)).forEach(([curve, ends]) => {
      curve.classList.add("cb-lit");
      ends.forEach((end) => nodes.get(end).classList.add("cb-lit"));
    });
  };
  const of = (event) => event.target.closest("[data-node]");
  network.addEventListener("pointerover", (event) => light(of(event)));
  network.addEventListener("pointerleave", () => light(null));
  network.addEventListener("focusin", (event) => light(of(event)));
  network.addEventListener("focusout", () => light(null));
}
if (list && network && getComputedStyle(network).display === "none") list.open = true;
