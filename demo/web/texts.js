/** What the front page says, in the reader's language where the shop speaks it. */
const texts = {
  en: {
    cart: "Into the cart",
    nothing: "Nothing here is called",
    look: "Look around first: then we can suggest something.",
    sorry: "The shop cannot be reached just now. Please try again in a minute.",
    goods: { one: "thing in your cart", other: "things in your cart" },
  },
  de: {
    cart: "In den Warenkorb",
    nothing: "Hier heißt nichts so wie",
    look: "Schauen Sie sich erst um, dann können wir Ihnen etwas vorschlagen.",
    sorry: "Der Laden ist gerade nicht zu erreichen. Bitte versuchen Sie es gleich noch einmal.",
    goods: { one: "Stück in Ihrem Warenkorb", other: "Stücke in Ihrem Warenkorb" },
  },
  fr: {
    cart: "Ajouter au panier",
    nothing: "Rien ne porte ici le nom de",
    look: "Regardez d’abord autour de vous : nous pourrons ensuite vous conseiller.",
    sorry: "La boutique est injoignable pour le moment. Merci de réessayer dans une minute.",
    goods: { one: "article dans votre panier", other: "articles dans votre panier" },
  },
  nl: {
    cart: "In het winkelmandje",
    nothing: "Niets heet hier",
    look: "Kijk eerst even rond, dan kunnen wij u iets aanraden.",
    sorry: "De winkel is op dit moment niet bereikbaar. Probeer het over een minuut opnieuw.",
    goods: { one: "ding in uw mandje", other: "dingen in uw mandje" },
  },
  es: {
    cart: "Añadir a la cesta",
    nothing: "Aquí nada se llama",
    look: "Eche antes un vistazo y podremos proponerle algo.",
    sorry: "Ahora mismo no se puede acceder a la tienda. Vuelva a intentarlo en un minuto.",
    goods: { one: "artículo en su cesta", other: "artículos en su cesta" },
  },
};

const language = navigator.languages.map((tag) => tag.split("-")[0]).find((code) => Object.hasOwn(texts, code)) ?? "en";

export const text = texts[language];

const plural = new Intl.PluralRules(language);

export const goodsInCart = (count) => `${count} ${plural.select(count) === "one" ? text.goods.one : text.goods.other}`;
